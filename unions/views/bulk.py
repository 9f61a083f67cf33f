"""What can be done with several ticked bodies at once? Addresses that take ?don-vi=CODE&don-vi=CODE."""

from django.http import QueryDict
from django.shortcuts import redirect
from django.urls import NoReverseMatch, reverse

from unions.change_words import CHOICES
from unions.errors import Refusal
from unions.models import TreeChange, UnionBody
from unions.picking import MOST_TICKS
from unions.roles import ABILITIES, Ability
from unions.web import page

# (label, drawing, address, right at one's own body or below it)
ACTS = [
    ("Mời người phụ trách", "phone", "person_invite", Ability.APPOINT),
    ("Bàn giao cho đơn vị khác", "share", "bodies_transfer", Ability.PLACE),
]
TRANSFER = next(slug for slug, choice in CHOICES.items() if choice.kind == TreeChange.Kind.TRANSFER)


class NothingTicked(Refusal):
    sentence = "Chưa đánh dấu đơn vị nào: quay lại danh sách, đánh dấu rồi chọn việc."


class NotOneParent(Refusal):
    sentence = (
        "Mỗi lần bàn giao các đơn vị cùng trực thuộc một đơn vị: đánh dấu lại cho từng đơn vị cấp trên."
    )


def acts_on_bodies(access):
    """[{label, icon, url}] of what this person may start; each page asks for the right once more."""
    found = []
    for label, icon, name, ability in ACTS:
        if not any(ability in ABILITIES[mandate.role] for mandate in access.mandates):
            continue
        try:
            found.append({"label": label, "icon": icon, "url": reverse(name)})
        except NoReverseMatch:
            continue
    return found


@page("GET")
def bodies_transfer(request):
    """To the decision that hands the ticked bodies over, at the union they stand under."""
    codes = request.GET.getlist("don-vi")[:MOST_TICKS]
    rows = UnionBody.objects.visible_to(request.access).filter(code__in=codes).select_related("parent")
    bodies = list(rows.order_by("path"))
    if not bodies:
        raise NothingTicked
    parents = {body.parent for body in bodies}
    parent = parents.pop()
    if parents or parent is None:
        raise NotOneParent
    ticked = QueryDict(mutable=True)
    ticked.setlist("don-vi", [body.code for body in bodies])
    return redirect(f"{reverse('change_form', args=[parent.code, TRANSFER])}?{ticked.urlencode()}")
