"""What is typed where a change concerns several bodies at once: a merger, a split, a handing over?"""

from django import forms

from unions.change_forms import (
    NAME_NEEDED,
    ChangeForm,
    FoundForm,
    NewBodyMixin,
    code_field,
    free_code,
    line_field,
)
from unions.fields import choice_field
from unions.models import UnionBody
from unions.picking import ALL_SHOWN, MOST_TICKS, Pick

PARTS = 4  # bodies a split may make on one form


class MergeForm(NewBodyMixin, ChangeForm):
    THIS, OTHER, NEW = "nay", "khac", "moi"

    own = ("outcome",)
    fresh = ("name", "short_name", "code", "kind", "sector")

    outcome = forms.ChoiceField(
        label="Sau sáp nhập còn lại",
        required=False,
        widget=forms.RadioSelect(attrs={"class": "form-check-input"}),
        error_messages={"invalid_choice": "Chọn đơn vị còn lại sau sáp nhập."},
    )
    name = line_field("Tên đơn vị mới", 200)
    short_name = line_field("Tên gọi tắt", 120)
    code = code_field()
    kind = choice_field(label="Loại tổ chức")
    sector = choice_field(label="Khu vực")

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["outcome"].choices = [
            (self.THIS, f"{self.body.label}: nhận các đơn vị được chọn"),
            (self.OTHER, f"Một đơn vị khác: nhận {self.body.label} và các đơn vị được chọn"),
            (self.NEW, "Một đơn vị mới, lập từ các đơn vị này"),
        ]
        self.new_choices(self.body.parent)

    def first(self, body):
        return {"outcome": self.THIS, "kind": str(body.kind_id), "sector": str(body.sector_id or "")}

    def pickers(self):
        rows = self.in_sight().exclude(path__in=self._above())
        return [
            Pick("others", "Các đơn vị cùng sáp nhập", rows, is_many=True),
            Pick("into", "Đơn vị nhận", rows, hint="Chỉ khi đơn vị còn lại là một đơn vị khác."),
        ]

    def _above(self):
        return list(UnionBody.objects.above(self.body).order_by().values_list("path", flat=True))

    def clean(self):
        cleaned = super().clean()
        outcome, others = cleaned.get("outcome"), self.pick("others")
        if not outcome and "outcome" not in self.errors:
            self.add_error("outcome", "Chọn đơn vị còn lại sau sáp nhập.")
        if outcome in (self.THIS, self.NEW) and not others.chosen and others.words_name not in self.errors:
            self.add_error(others.words_name, "Tìm và đánh dấu ít nhất một đơn vị cùng sáp nhập.")
        into = self.pick("into")
        if outcome == self.OTHER and not into.chosen and into.words_name not in self.errors:
            self.add_error(into.words_name, "Chọn đơn vị nhận.")
        if outcome == self.NEW:
            self._check_new(cleaned)
        return cleaned

    def _check_new(self, cleaned):
        for name in ("name", "kind"):
            if name not in self.errors and not cleaned.get(name):
                self.add_error(name, FoundForm.needed[name])

    @property
    def fresh_fields(self):
        return [self[name] for name in self.fresh]

    def plan(self):
        others, outcome = self.pick("others").chosen, self.cleaned_data["outcome"]
        if outcome == self.THIS:
            return {"bodies": others, "into": self.body}
        if outcome == self.OTHER:
            into = self.chosen("into")
            return {"bodies": [self.body, *(each for each in others if each != into)], "into": into}
        return {"bodies": [self.body, *others], "new": self.new_body(self.body.parent)}


class TransferForm(ChangeForm):
    def pickers(self):
        below = UnionBody.objects.visible_to(self.access).filter(parent=self.body).active_on(self.on)
        return [
            Pick(
                "bodies",
                "Các đơn vị bàn giao",
                below,
                is_many=True,
                shows_all=True,
                needed="Đánh dấu ít nhất một đơn vị bàn giao.",
            ),
            Pick("to", "Bàn giao cho", self.above_or_in_sight(), needed="Chọn công đoàn nhận bàn giao."),
        ]

    def preset(self, wanted):
        self.pick("bodies").codes = wanted.getlist("don-vi")[:MOST_TICKS]

    def clean(self):
        cleaned = super().clean()
        if not self.errors:
            self._check_kinds()
        return cleaned

    def _check_kinds(self):
        to = self.chosen("to")
        allowed = set(to.kind.allowed_children.values_list("pk", flat=True))
        wrong = [body.label for body in self.pick("bodies").chosen if body.kind_id not in allowed]
        if wrong:
            self.add_error(self.pick("to").words_name, f"{wrong[0]} không trực thuộc {to.label} được.")

    def plan(self):
        return {"bodies": self.pick("bodies").chosen, "to": self.chosen("to")}


class SplitForm(ChangeForm):
    KEEPS, ENDS = "giu", "thoi"

    own = ("keeps",)

    keeps = forms.ChoiceField(
        label="Đơn vị bị chia tách",
        required=False,
        choices=[
            (KEEPS, "Vẫn hoạt động, tách bớt ra đơn vị mới"),
            (ENDS, "Kết thúc, chia hết thành các đơn vị mới"),
        ],
        widget=forms.RadioSelect(attrs={"class": "form-check-input"}),
        error_messages={"invalid_choice": "Chọn đơn vị bị chia tách còn hoạt động hay kết thúc."},
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for number in range(1, PARTS + 1):
            self.fields[f"name_{number}"] = line_field("Tên đơn vị mới", 200)
            self.fields[f"code_{number}"] = code_field()
        below = UnionBody.objects.visible_to(self.access).filter(parent=self.body).active_on(self.on)
        self.below = list(below.select_related("kind").in_order()[:ALL_SHOWN])
        places = [("", "Giữ ở đơn vị này"), *((str(n), f"Về đơn vị mới {n}") for n in range(1, PARTS + 1))]
        for body in self.below:
            self.fields[self._place(body)] = choice_field(choices=places, label=body.label)

    def first(self, body):
        return {"keeps": self.KEEPS}

    def _place(self, body):
        return f"ve_{body.pk}"

    @property
    def part_rows(self):
        """[(number, name field, code field)]"""
        return [(n, self[f"name_{n}"], self[f"code_{n}"]) for n in range(1, PARTS + 1)]

    @property
    def below_rows(self):
        return [(body, self[self._place(body)]) for body in self.below]

    def clean(self):
        cleaned = super().clean()
        self.used = [n for n in range(1, PARTS + 1) if cleaned.get(f"name_{n}")]
        keeps = cleaned.get("keeps")
        if not keeps and "keeps" not in self.errors:
            self.add_error("keeps", "Chọn đơn vị bị chia tách còn hoạt động hay kết thúc.")
        if len(self.used) < (2 if keeps == self.ENDS else 1):
            free = next(n for n in range(1, PARTS + 1) if n not in self.used)
            ask = "Chia hết thì cần ít nhất hai đơn vị mới: ghi tên." if keeps == self.ENDS else NAME_NEEDED
            self.add_error(f"name_{free}", ask)
        for body in self.below:
            self._check_place(body, cleaned.get(self._place(body)), keeps)
        return cleaned

    def _check_place(self, body, place, keeps):
        if place and int(place) not in self.used:
            self.add_error(
                self._place(body), f"Đơn vị mới {place} chưa có tên: ghi tên hoặc chọn đơn vị khác."
            )
        elif not place and keeps == self.ENDS:
            self.add_error(self._place(body), f"Chọn đơn vị mới cho {body.label}.")

    def plan(self):
        parts, codes = [], []
        for number in self.used:
            name = self.cleaned_data[f"name_{number}"]
            codes.append(self.cleaned_data[f"code_{number}"] or free_code(name, codes))
            going = [body for body in self.below if self.cleaned_data[self._place(body)] == str(number)]
            part = {"name": name, "code": codes[-1], "kind": self.body.kind, "parent": self.body.parent}
            parts.append({**part, "sector": self.body.sector, "bodies": going})
        return {"body": self.body, "parts": parts, "keeps": self.cleaned_data["keeps"] == self.KEEPS}
