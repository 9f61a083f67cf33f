"""Which bodies below the organiser match a filter, and which of those shown are ticked?"""

from django import forms

from emulation.forms.fields import ticks_field
from unions.models import Bloc, BlocMember, BodyKind, Sector
from unions.web import SEARCH_LENGTH, typed_number


class BodyFilter(forms.Form):
    """The filter of step 4, kept in the address: words, blocs, sectors, kinds, chosen or not."""

    q = forms.CharField(required=False, max_length=SEARCH_LENGTH)
    khoi = ticks_field("Khối")
    khu_vuc = ticks_field("Khu vực")
    loai = ticks_field("Loại tổ chức")
    chon = forms.ChoiceField(
        label="Hiện",
        required=False,
        choices=[("", "Mọi đơn vị"), ("roi", "Đã chọn"), ("chua", "Chưa chọn")],
        widget=forms.Select(attrs={"class": "form-select"}),
    )

    def __init__(self, data, *, campaign, below):
        """`below` are the bodies that may be chosen at all."""
        super().__init__(data)
        self.campaign, self.below = campaign, below
        blocs = Bloc.objects.filter(owner=campaign.organiser).of_year(campaign.year).in_order()
        self.fields["khoi"].choices = [(str(each.pk), each.name) for each in blocs]
        sectors = Sector.objects.filter(bodies__in=below).distinct()
        self.fields["khu_vuc"].choices = [(str(each.pk), each.name) for each in sectors]
        kinds = BodyKind.objects.filter(bodies__in=below).distinct()
        self.fields["loai"].choices = [(str(each.pk), each.name) for each in kinds]

    @property
    def groups(self):
        """Tick lists worth showing: one kind alone is no choice."""
        return [self[name] for name in ("khoi", "khu_vuc", "loai") if len(self.fields[name].choices) > 1]

    @property
    def is_narrow(self):
        return self.is_valid() and any(self.cleaned_data.values())

    def found(self, on):
        """Bodies that match; a wrong address matches as if that part were not there."""
        self.is_valid()
        cleaned, found = self.cleaned_data, self.below
        if words := cleaned.get("q"):
            found = found.matching(words)
        if sectors := cleaned.get("khu_vuc"):
            found = found.filter(sector__in=sectors)
        if kinds := cleaned.get("loai"):
            found = found.filter(kind__in=kinds)
        if blocs := cleaned.get("khoi"):
            seats = BlocMember.objects.filter(bloc__in=blocs).holding_on(on)
            found = found.filter(pk__in=seats.values("body"))
        chosen = self.campaign.participants.values("body")
        if cleaned.get("chon") == "roi":
            found = found.filter(pk__in=chosen)
        elif cleaned.get("chon") == "chua":
            found = found.exclude(pk__in=chosen)
        return found


def ticked(data):
    """(ids on the page, ids ticked) of a sent page."""
    shown = {typed_number(pk) for pk in data.get("shown", "").split(",")} - {None}
    return shown, {typed_number(pk) for pk in data.getlist("body")} & shown
