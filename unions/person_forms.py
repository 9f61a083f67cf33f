"""What is typed about a person: name, telephone, e-mail, the post they take, the day they leave it?"""

from datetime import timedelta

from django import forms

from unions.contacts import phone_key
from unions.fields import DayField, NeededForm, choice_field, text_field
from unions.models import Mandate, User
from unions.roles import Role
from unions.web import SEARCH_LENGTH
from unions.welcoming import Newcomer

DIGITS = range(9, 12)  # of a Vietnamese telephone number as it is dialled
SOURCES = [choice for choice in Mandate.Source.choices if choice[0] != Mandate.Source.DELEGATED]


def longest(model, name):
    return model._meta.get_field(name).max_length


def _line(model, name, label, help_text="", **attrs):
    field = text_field(label, autocomplete="off", maxlength=longest(model, name), **attrs)
    field.max_length, field.help_text = longest(model, name), help_text
    field.validators.append(_Shorter(field.max_length, label))
    return field


class _Shorter:
    """As long as its column and no longer, said in words."""

    def __init__(self, most, label):
        self.most, self.label = most, label

    def __call__(self, value):
        if len(value) > self.most:
            raise forms.ValidationError(f"{self.label} dài quá {self.most} chữ: viết ngắn lại.")


class ContactForm(NeededForm):
    """Name, telephone and e-mail of a person."""

    needed = {"full_name": "Nhập họ và tên."}

    full_name = _line(User, "full_name", "Họ và tên")
    phone = _line(User, "phone", "Điện thoại", "Ví dụ 0912 345 678", inputmode="tel")
    email = forms.EmailField(
        label="Thư điện tử",
        required=False,
        max_length=254,
        widget=forms.TextInput(attrs={"class": "form-control", "inputmode": "email", "autocomplete": "off"}),
        error_messages={
            "invalid": "Thư điện tử viết như mai@example.vn.",
            "max_length": "Thư điện tử dài quá 254 chữ.",
        },
    )

    def clean_full_name(self):
        return " ".join(self.cleaned_data["full_name"].split())

    def clean_phone(self):
        phone = " ".join(self.cleaned_data["phone"].split())
        if phone and (len(phone_key(phone)) not in DIGITS or any(map(str.isalpha, phone))):
            raise forms.ValidationError("Số điện thoại có 9 đến 11 chữ số, ví dụ 0912 345 678.")
        return phone


class EndForm(NeededForm):
    """The first day without the post, and why."""

    needed = {"on": "Ghi ngày, ví dụ 01/04/2021.", "reason": "Ghi lý do: lý do được lưu trong nhật ký."}

    on = DayField(label="Thôi giữ chức từ ngày", help_text="Ngày đầu tiên không còn giữ chức vụ này.")
    reason = text_field("Lý do", rows=2)

    def __init__(self, *args, year=None, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["on"].year = year


class NothingForm(NeededForm):
    """A button alone: nothing is typed."""


class ReasonForm(NeededForm):
    needed = {"reason": "Ghi lý do: lý do được lưu trong nhật ký."}

    reason = text_field("Lý do", rows=2)


class PostForm(NeededForm):
    """Role, post, source, decision and days of a post."""

    needed = {
        "role": "Chọn vai trò: vai trò quyết định được làm gì trong phần mềm.",
        "post": "Ghi chức vụ như trong quyết định, ví dụ Chủ tịch.",
        "on": "Ghi ngày bắt đầu, ví dụ 01/04/2021.",
    }

    role = choice_field([], "Vai trò")
    post = _line(Mandate, "post", "Chức vụ", "Như trong quyết định: Chủ tịch, Phó Chủ tịch, Chuyên viên…")
    source = choice_field(SOURCES, "Do đâu")
    decision_no = _line(Mandate, "decision_no", "Số quyết định", "Chưa có thì để trống.")
    on = DayField(label="Từ ngày")
    last_on = DayField(label="Đến hết ngày", help_text="Hết nhiệm kỳ. Chưa biết thì để trống.")

    def __init__(self, *args, roles=(), year=None, **kwargs):
        super().__init__(*args, **kwargs)
        choices = [(role.value, role.label) for role in roles]
        is_plain = len(choices) == 1 or Role.CHAIR in roles  # what is meant nearly always comes first
        self.fields["role"].choices = choices if is_plain else [("", "Chọn vai trò"), *choices]
        self.fields["role"].error_messages["invalid_choice"] = "Chọn một vai trò trong danh sách."
        self.fields["source"].error_messages["invalid_choice"] = "Chọn một mục trong danh sách."
        for name in ("on", "last_on"):
            self.fields[name].year = year

    def clean(self):
        cleaned = super().clean()
        on, last_on = cleaned.get("on"), cleaned.get("last_on")
        if on and last_on and last_on < on:
            self.add_error("last_on", "Ngày cuối phải từ ngày bắt đầu trở đi.")
        return cleaned

    def columns(self):
        """The columns of the post, its first day apart."""
        typed = self.cleaned_data
        names = ("role", "post", "decision_no")
        return {
            **{name: typed[name] for name in names},
            "source": typed["source"] or Mandate.Source.ELECTED,
            "until_on": after(typed["last_on"]),
        }


def after(last_on):
    """The first day without, of the last day with it."""
    return last_on + timedelta(days=1) if last_on else None


# Who ------------------------------------------------------------------------------------------------------------------

NEW, OTHER = "moi", "khac"  # somebody new; somebody new, and none of those who look alike


class WhoForm(ContactForm):
    """A person in sight, found by words and ticked, or a newcomer's name and contacts."""

    needed = {}
    field_order = ("words", "chosen", "full_name", "phone", "email", "username")

    words = text_field("Tìm người đã có tài khoản", autocomplete="off")
    chosen = forms.CharField(required=False, widget=forms.HiddenInput)
    username = _line(
        User,
        "username",
        "Tên tài khoản",
        "Để trống: đặt theo họ tên, ví dụ tran-thi-mai.",
        autocapitalize="none",
        spellcheck="false",
    )

    def __init__(self, *args, pick, may_enrol=True, **kwargs):
        super().__init__(*args, **kwargs)
        self.pick, self.may_enrol = pick, may_enrol
        self.found, self.more, self.has_twins = [], 0, False
        self.ticked = self.looked_for = ""
        self.fields["words"].help_text = "Tên, tài khoản hoặc tên đơn vị; gõ không dấu được."
        self.fields["words"].widget.attrs["maxlength"] = SEARCH_LENGTH
        if not may_enrol:
            for name in ("full_name", "phone", "email", "username"):
                del self.fields[name]

    def look_up(self):
        """Show who matches, whoever is ticked first; nothing is judged yet."""
        self._look_up(self.initial.get("words", ""), self.initial.get("chosen", ""))
        return self

    def _look_up(self, words, chosen):
        user = self.pick.named(chosen)
        users, count = self.pick.matching(words[:SEARCH_LENGTH]) if words else ([], 0)
        self.more = max(0, count - len(users))
        self.found = self.pick.told(list(dict.fromkeys([*filter(None, [user]), *users])))
        self.ticked = str(user.uid) if user else ""
        self.looked_for = words

    def show_twins(self, users):
        self.found, self.has_twins, self.ticked = self.pick.told(users), True, ""

    def clean_username(self):
        username = self.cleaned_data["username"].strip().lower()
        if username:
            User._meta.get_field("username").run_validators(username)
        return username

    def clean(self):
        cleaned = super().clean()
        chosen, words = cleaned.get("chosen", ""), cleaned.get("words", "")
        self._look_up(words, chosen)
        if self.ticked:
            cleaned["who"] = self.pick.named(chosen)
            self._forget_newcomer()
        elif not self.may_enrol or (words and chosen not in (NEW, OTHER) and not cleaned.get("full_name")):
            self._ask(words)
        elif "full_name" in cleaned and not cleaned["full_name"]:
            self.add_error("full_name", "Tìm và chọn một người, hoặc ghi họ và tên người mới.")
        elif not self.errors.keys() & {"full_name", "phone", "email", "username"}:
            names = ("full_name", "phone", "email", "username")
            cleaned["who"] = Newcomer(**{name: cleaned[name] for name in names})
        return cleaned

    def _ask(self, words):
        """Nobody gets a post by words alone: the only match is ticked, and looked at once more."""
        self._forget_newcomer()
        if not words:
            self.add_error("words", "Gõ tên người cần chọn rồi bấm Tìm.")
        elif not self.found:
            self.add_error("words", f"Không có ai khớp “{words}”: gõ tên khác.")
        elif len(self.found) > 1:
            self.add_error("words", f"Có {len(self.found) + self.more} người khớp “{words}”: chọn một người.")
        else:
            self.ticked = self.found[0].uid
            self.add_error("words", f"Có phải {self.found[0].user.full_name}? Xem lại rồi ghi lần nữa.")

    def _forget_newcomer(self):
        """What stands in the other half of the form does not matter."""
        for name in ("full_name", "phone", "email", "username"):
            self.errors.pop(name, None)

    @property
    def is_other(self):
        return self.cleaned_data.get("chosen") == OTHER


class AppointForm(WhoForm, PostForm):
    """Who takes which post."""

    needed = PostForm.needed


class HandOverForm(WhoForm):
    """Who takes a post over, from when, by which decision."""

    needed = {"on": "Ghi ngày bàn giao, ví dụ 01/04/2021."}

    on = DayField(label="Bàn giao từ ngày", help_text="Từ ngày này người mới giữ chức vụ, người cũ thôi.")
    post = _line(Mandate, "post", "Chức vụ của người nhận")
    source = choice_field(SOURCES, "Do đâu")
    decision_no = _line(Mandate, "decision_no", "Số quyết định", "Chưa có thì để trống.")

    def __init__(self, *args, year=None, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["on"].year = year
        self.fields["source"].error_messages["invalid_choice"] = "Chọn một mục trong danh sách."

    def columns(self):
        typed = self.cleaned_data
        return {
            "on": typed["on"],
            "post": typed["post"] or None,
            "source": typed["source"] or Mandate.Source.ELECTED,
            "decision_no": typed["decision_no"],
        }


class DelegateForm(WhoForm):
    """Who acts for the holder of a post, between which days."""

    needed = {
        "on": "Ghi ngày bắt đầu, ví dụ 01/04/2021.",
        "last_on": "Ghi ngày cuối: ủy quyền luôn có ngày hết.",
    }

    on = DayField(label="Từ ngày")
    last_on = DayField(label="Đến hết ngày")
    post = _line(Mandate, "post", "Chức vụ của chính người ấy", "Ví dụ Phó Chủ tịch; không có thì để trống.")
    decision_no = _line(Mandate, "decision_no", "Số giấy ủy quyền", "Chưa có thì để trống.")

    def __init__(self, *args, year=None, **kwargs):
        super().__init__(*args, **kwargs)
        for name in ("on", "last_on"):
            self.fields[name].year = year

    def columns(self):
        typed = self.cleaned_data
        names = ("on", "post", "decision_no")
        return {**{name: typed[name] for name in names}, "until_on": after(typed["last_on"])}
