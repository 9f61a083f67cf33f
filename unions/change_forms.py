"""What does somebody type to record a change of the tree, kind by kind, and which plan does it make?"""

from django import forms
from django.db.models import Q
from django.utils.text import slugify

from unions.fields import DayField, NeededForm, choice_field, text_field
from unions.models import BodyKind, Sector, UnionBody
from unions.picking import MOST_TICKS, Pick
from unions.vietnamese import fold
from unions.web import typed_number

CODE_LENGTH = 40
NAME_NEEDED = "Ghi tên đầy đủ của đơn vị mới, ví dụ: CĐCS Trường THCS Lê Lợi."


class ChangeForm(NeededForm):
    """What every decision has: number, day, day of effect, reason. Subclasses add what their kind asks."""

    needed = {
        "decision_no": "Ghi số quyết định, ví dụ 12/QĐ-LĐLĐ.",
        "decided_on": "Ghi ngày quyết định, ví dụ 20/6/2025.",
        "effective_on": "Ghi ngày có hiệu lực, ví dụ 01/7/2025.",
        "reason": "Ghi lý do: lịch sử đơn vị giữ lý do này.",
    }
    own = ()  # fields of the kind, in the order of the page

    decision_no = forms.CharField(
        label="Số quyết định",
        required=False,
        max_length=80,
        error_messages={"max_length": "Số quyết định dài quá 80 chữ: kiểm tra lại."},
    )
    decided_on = DayField(label="Ngày quyết định", help_text="Ví dụ 20/6/2025.")
    effective_on = DayField(
        label="Có hiệu lực từ ngày", help_text="Ngày sau hôm nay cũng được: hệ thống thực hiện đúng ngày ấy."
    )
    reason = forms.CharField(
        label="Lý do",
        required=False,
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 2, "class": "form-control"}),
        error_messages={"max_length": "Lý do dài quá 500 chữ: viết ngắn lại."},
    )

    def __init__(self, typed, *, access, body, on, is_final=True):
        """`typed` is the sent form or None; not `is_final` means: show it back, judge nothing yet."""
        super().__init__(typed if is_final else None, initial=typed.dict() if typed else self.first(body))
        self.access, self.body, self.on = access, body, on
        self.picks = [pick.read(typed) if typed else pick for pick in self.pickers()]
        for pick in self.picks:
            self.fields[pick.words_name] = text_field("Tìm theo tên hoặc mã", autocomplete="off")

    def first(self, body):
        return {}

    def pickers(self):
        return []

    def preselect(self, codes):
        """Tick what somebody had ticked on the list of bodies before coming here."""
        if codes and self.picks and self.picks[0].is_many and not self.picks[0].codes:
            self.picks[0].codes = codes[:MOST_TICKS]

    def preset(self, wanted):
        """Bodies ticked on the list one comes from: ?don-vi=…&don-vi=…"""

    def pick(self, name):
        return next(pick for pick in self.picks if pick.name == name)

    def chosen(self, name):
        """The one body ticked, or None."""
        return next(iter(self.pick(name).chosen), None)

    def clean(self):
        cleaned = super().clean()
        for pick in self.picks:
            if sentence := pick.settle():
                self.add_error(pick.words_name, sentence)
        return cleaned

    @property
    def own_fields(self):
        return [self[name] for name in self.own]

    @property
    def pick_rows(self):
        """[(picker, its search box)] for the page."""
        return [(pick, self[pick.words_name]) for pick in self.picks]

    def decision(self):
        """Keyword arguments of the act that are the same for every kind."""
        return {name: self.cleaned_data[name] for name in ChangeForm.base_fields}

    def plan(self):
        raise NotImplementedError

    # Whom one may mean --------------------------------------------------------------------------------------------

    def in_sight(self):
        """Bodies at work that one oversees, without the body itself and what stands below it."""
        rows = UnionBody.objects.visible_to(self.access).internal().active_on(self.on)
        return rows.exclude(pk__in=UnionBody.objects.within(self.body).values("pk"))

    def above_or_in_sight(self):
        """The same with one's own line of unions above: one may hand something up, they accept it."""
        rows = UnionBody.objects.filter(
            self.access.oversees("path") | self.access.sees_above("path")
        ).internal()
        return rows.active_on(self.on).exclude(pk__in=UnionBody.objects.within(self.body).values("pk"))


def line_field(label, most, sentence="", **attrs):
    return forms.CharField(
        label=label,
        required=False,
        max_length=most,
        widget=forms.TextInput(attrs={"class": "form-control", "autocomplete": "off", **attrs}),
        error_messages={"max_length": sentence or f"{label} dài quá {most} chữ: rút gọn lại."},
    )


def code_field():
    return forms.SlugField(
        label="Mã đơn vị",
        required=False,
        max_length=CODE_LENGTH,
        help_text="Chữ không dấu, số, gạch nối. Để trống thì lấy theo tên.",
        error_messages={
            "invalid": "Mã chỉ gồm chữ không dấu, số và gạch nối, ví dụ thcs-le-loi.",
            "max_length": f"Mã dài quá {CODE_LENGTH} chữ: rút gọn lại.",
        },
        widget=forms.TextInput(
            attrs={"class": "form-control", "autocomplete": "off", "autocapitalize": "none"}
        ),
    )


def free_code(name, taken=()):
    """A code nobody has, made of the name: "CĐCS xã An Hảo" → "xa-an-hao"."""
    words = fold(name).removeprefix("cong doan co so ").removeprefix("cdcs ")
    stem = slugify(words)[: CODE_LENGTH - 4].strip("-") or "don-vi"
    used = {*taken, *UnionBody.objects.filter(code__startswith=stem).values_list("code", flat=True)}
    tries = (stem if number == 1 else f"{stem}-{number}" for number in range(1, len(used) + 2))
    return next(code for code in tries if code not in used)


def _kinds(parent, on):
    """Kinds that may stand under `parent` today or later, as choices; whether on the day itself is asked by the act."""
    rows = BodyKind.objects.filter(Q(until_on__isnull=True) | Q(until_on__gte=on))
    rows = rows.filter(allowed_parents=parent.kind_id) if parent else rows.none()
    return [(str(row.pk), row.name) for row in rows.order_by("rank", "pk")]


class NewBodyMixin:
    """Fields of one body that is founded: its kinds are those allowed where it will stand."""

    def new_choices(self, parent):
        kinds = _kinds(parent, self.on)
        self.fields["kind"].choices = kinds if len(kinds) == 1 else [("", "Chọn loại tổ chức"), *kinds]
        sectors = [(str(row.pk), row.name) for row in Sector.objects.all()]
        self.fields["sector"].choices = [("", "Không phân khu vực"), *sectors]

    def new_body(self, parent):
        """What the act needs of the new body."""
        cleaned = self.cleaned_data
        return {
            "name": cleaned["name"],
            "short_name": cleaned["short_name"],
            "code": cleaned["code"] or free_code(cleaned["name"]),
            "kind": BodyKind.objects.filter(pk=typed_number(cleaned["kind"])).first(),
            "parent": parent,
            "sector": Sector.objects.filter(pk=typed_number(cleaned["sector"])).first(),
        }


class FoundForm(NewBodyMixin, ChangeForm):
    needed = {**ChangeForm.needed, "name": NAME_NEEDED, "kind": "Chọn loại tổ chức của đơn vị mới."}
    own = ("name", "short_name", "code", "kind", "sector")

    name = line_field("Tên đơn vị mới", 200)
    short_name = line_field("Tên gọi tắt", 120)
    code = code_field()
    kind = choice_field(label="Loại tổ chức")
    sector = choice_field(label="Khu vực")

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.new_choices(self.body)

    def plan(self):
        return self.new_body(self.body)


class RenameForm(ChangeForm):
    needed = {**ChangeForm.needed, "name": "Ghi tên mới của đơn vị."}
    own = ("name", "short_name", "code")

    name = line_field("Tên mới", 200)
    short_name = line_field("Tên gọi tắt mới", 120)
    code = code_field()

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["code"].help_text = "Để nguyên nếu mã không đổi. Mã cũ vẫn tìm thấy đơn vị."

    def first(self, body):
        return {"name": body.name, "short_name": body.short_name, "code": body.code}

    def plan(self):
        cleaned = self.cleaned_data
        code = cleaned["code"] if cleaned["code"] != self.body.code else ""
        names = {"name": cleaned["name"], "short_name": cleaned["short_name"]}
        return {"body": self.body, **names, "code": code or None}


class MoveForm(ChangeForm):
    def pickers(self):
        parents = self.above_or_in_sight().filter(kind__in=self.body.kind.allowed_parents.all())
        return [
            Pick(
                "to",
                "Công đoàn cấp trên mới",
                parents.exclude(pk=self.body.parent_id),
                hint="Chỉ hiện đơn vị mà loại tổ chức này trực thuộc được.",
                needed="Chọn công đoàn cấp trên mới.",
            )
        ]

    def plan(self):
        return {"body": self.body, "to": self.chosen("to")}


class EndForm(ChangeForm):
    def pickers(self):
        return [
            Pick(
                "to",
                "Đơn vị kế thừa",
                self.above_or_in_sight(),
                hint="Nhận các đơn vị bên dưới và việc còn dở. Không có thì để trống.",
            )
        ]

    def plan(self):
        return {"bodies": [self.body], "to": self.chosen("to")}
