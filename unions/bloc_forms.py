"""What is typed to form a bloc, to hand its posts over, to seat and unseat bodies, to give it up, to copy it?"""

from django import forms

from unions.fields import DayField, NeededForm, text_field
from unions.models import Bloc, Sector
from unions.web import typed_number

YEARS = range(2000, 2100)
LARGEST_NUMBER = 999


def _line(label, longest, help_text="", sentence=""):
    return forms.CharField(
        label=label,
        required=False,
        max_length=longest,
        help_text=help_text,
        error_messages={"max_length": sentence or f"{label} dài quá {longest} chữ: viết ngắn lại."},
    )


def _number(label, help_text=""):
    widget = forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"})
    return forms.CharField(label=label, required=False, widget=widget, help_text=help_text)


class BlocForm(NeededForm):
    """Number, name, decision and sector; the year is asked of a new bloc only."""

    needed = {"number": "Ghi số thứ tự của khối, ví dụ 3."}

    year = _number("Năm")
    word = forms.ChoiceField(label="Gọi là", choices=Bloc.Word.choices, required=False)
    number = _number("Số thứ tự")
    name = _line("Tên", 160, "Để trống: tên là “Khối thi đua số …” theo số thứ tự.")
    decision_no = _line("Số quyết định", 80, "Chưa có quyết định thì để trống.")
    sector = forms.ModelChoiceField(
        Sector.objects.none(),
        label="Khu vực",
        required=False,
        empty_label="Hỗn hợp, nhiều khu vực",
        to_field_name="code",
        error_messages={"invalid_choice": "Chọn một khu vực trong danh sách."},
    )

    def __init__(self, *args, is_new=True, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["sector"].queryset = Sector.objects.all()
        if not is_new:
            del self.fields["year"]

    def clean_year(self):
        return _whole(
            self.cleaned_data["year"], YEARS, "Ghi năm bằng bốn chữ số, từ 2000 đến 2099, ví dụ 2021."
        )

    def clean_number(self):
        text = self.cleaned_data["number"].strip()
        sentence = f"Số thứ tự là một số từ 1 đến {LARGEST_NUMBER}, ví dụ 3."
        return _whole(text, range(1, LARGEST_NUMBER + 1), sentence) if text else ""

    def clean(self):
        cleaned = super().clean()
        cleaned["word"] = cleaned.get("word") or Bloc.Word.BLOC
        if cleaned.get("number") and not cleaned.get("name"):
            cleaned["name"] = f"{Bloc.Word(cleaned['word']).label} thi đua số {cleaned['number']}"
        return cleaned

    def columns(self):
        names = ("number", "word", "name", "decision_no", "sector")
        return {name: self.cleaned_data[name] for name in names}


class DayForm(NeededForm):
    """The day from which bodies sit in a bloc."""

    needed = {"on": "Ghi ngày, ví dụ 01/01/2021."}

    on = DayField(label="Từ ngày")

    def __init__(self, *args, year=None, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["on"].year = year


class LeaveForm(DayForm):
    """The first day without the bloc, and why."""

    needed = {**DayForm.needed, "reason": "Ghi lý do: lý do được lưu trong nhật ký."}

    on = DayField(label="Từ ngày", help_text="Ngày đầu tiên không còn ở trong khối.")
    reason = text_field("Lý do", rows=2)


class PostsForm(DayForm):
    """Who heads, who is deputy, who is the standing member; bodies are named by their code."""

    needed = {**DayForm.needed, "head": "Chọn đơn vị làm trưởng khối."}

    head = forms.ChoiceField(label="Trưởng khối", required=False)
    deputy = forms.ChoiceField(label="Phó khối", required=False)
    standing = forms.ChoiceField(label="Thường trực", required=False)

    def __init__(self, *args, bodies=(), **kwargs):
        super().__init__(*args, **kwargs)
        self.bodies = {body.code: body for body in bodies}
        names = [(body.code, body.label) for body in bodies]
        for name, none in (("head", "Chưa chọn"), ("deputy", "Không có"), ("standing", "Không có")):
            self.fields[name].choices = [("", none), *names]
            self.fields[name].error_messages["invalid_choice"] = "Chọn một đơn vị trong danh sách."

    def posts(self):
        """{head, deputy, standing}: bodies, None where nobody was chosen."""
        return {name: self.bodies.get(self.cleaned_data[name]) for name in ("head", "deputy", "standing")}


class CopyForm(DayForm):
    """From which day the new blocs stand, and by which decision."""

    on = DayField(label="Các đơn vị vào khối từ ngày")
    decision_no = _line("Số quyết định lập các khối", 80, "Chưa có quyết định thì để trống.")


class CarriedForm(forms.Form):
    """One row of the copy: is this bloc copied, and who heads it?"""

    take = forms.BooleanField(required=False, widget=forms.CheckboxInput(attrs={"class": "form-check-input"}))
    head = forms.TypedChoiceField(required=False, coerce=int, empty_value=None)
    deputy = forms.TypedChoiceField(required=False, coerce=int, empty_value=None)

    def __init__(self, carried, typed=None):
        first = {
            "take": True,
            "head": carried.head.pk if carried.head else "",
            "deputy": carried.deputy.pk if carried.deputy else "",
        }
        super().__init__(typed, initial=first, prefix=f"k{carried.bloc.number}")
        self.carried = carried
        names = [("", "Chưa có"), *((body.pk, body.label) for body in carried.taken)]
        for name, label in (("head", "Trưởng khối"), ("deputy", "Phó khối")):
            field = self.fields[name]
            field.choices, field.label = names, label
            field.widget.attrs.update({"class": "form-select", "aria-label": f"{label}, {carried.name}"})
            field.error_messages["invalid_choice"] = f"{carried.name}: chọn một đơn vị được chép sang."
        self.fields["take"].label = carried.name

    def posts(self):
        return self.cleaned_data["head"], self.cleaned_data["deputy"]


def _whole(text, allowed, sentence):
    number = typed_number(text.strip())
    if number not in allowed:
        raise forms.ValidationError(sentence)
    return number
