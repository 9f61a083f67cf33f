"""What is typed to say which kinds of body, which sectors and which outside bodies there are?"""

import re

from django import forms

from unions.fields import DayField, NeededForm, tick_field
from unions.models import BodyKind, Sector
from unions.vietnamese import fold
from unions.web import typed_number

CODE = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
CODE_LENGTH = 40
LARGEST = 99


def line(label, longest, help_text=""):
    return forms.CharField(
        label=label,
        required=False,
        max_length=longest,
        help_text=help_text,
        error_messages={"max_length": f"{label} dài quá {longest} chữ: viết ngắn lại."},
    )


class CodeField(forms.CharField):
    """Small letters without marks, digits and hyphens; empty: made of the name."""

    def __init__(self):
        super().__init__(
            label="Mã",
            required=False,
            max_length=CODE_LENGTH,
            help_text="Chữ thường không dấu, số, gạch nối. Để trống: đặt theo tên.",
            error_messages={"max_length": f"Mã dài quá {CODE_LENGTH} chữ: rút gọn lại."},
        )

    def clean(self, value):
        code = super().clean(value)
        if code and not CODE.fullmatch(code):
            raise forms.ValidationError(
                "Mã chỉ gồm chữ thường không dấu, số và gạch nối, ví dụ: cong-doan-xa."
            )
        return code


def code_of(name):
    """A code made of a name, for whoever leaves it to the system."""
    return fold(name).replace(" ", "-")[:CODE_LENGTH].strip("-")


class CodedForm(NeededForm):
    """A form with code and name: the code is asked once and never changes."""

    def clean(self):
        cleaned = super().clean()
        if "code" in self.fields and not cleaned.get("code") and "code" not in self.errors:
            cleaned["code"] = code_of(cleaned.get("short_name") or cleaned.get("name") or "")
        return cleaned

    def whole(self, name, sentence):
        """A small whole number, 0 where nothing was typed."""
        text = self.cleaned_data[name].strip()
        number = typed_number(text, 0 if not text else None)
        if number is None or number > LARGEST:
            raise forms.ValidationError(sentence)
        return number


class KindForm(CodedForm):
    needed = {
        "name": "Ghi tên loại tổ chức, ví dụ: Công đoàn xã, phường, đặc khu.",
        "short_name": "Ghi tên tắt, ví dụ: CĐ xã.",
    }

    code = CodeField()
    name = line("Tên loại tổ chức", 120)
    short_name = line("Tên tắt", 40)
    rank = line("Bậc", 2, "1 là trung ương; số lớn hơn là cấp dưới. Chỉ dùng để xếp thứ tự.")
    is_grassroots = tick_field("Là công đoàn cơ sở")
    is_external = tick_field("Là tổ chức ngoài công đoàn (Mặt trận, UBND…): không có tài khoản")
    needs_second = tick_field("Quyền ở loại tổ chức này chỉ có hiệu lực khi người thứ hai xác nhận")
    from_on = DayField(label="Có từ ngày", help_text="Để trống: từ trước đến nay.")
    until_on = DayField(label="Đến hết ngày", help_text="Để trống: đang còn.")
    allowed_parents = forms.ModelMultipleChoiceField(
        BodyKind.objects.none(),
        label="Trực thuộc được",
        required=False,
        to_field_name="code",
        widget=forms.CheckboxSelectMultiple(attrs={"class": "form-check-input"}),
        error_messages={"invalid_choice": "Chọn loại tổ chức trong danh sách."},
    )

    def __init__(self, *args, is_new=True, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["allowed_parents"].queryset = BodyKind.objects.order_by("rank", "pk")
        if not is_new:
            del self.fields["code"]

    def clean_rank(self):
        return self.whole("rank", f"Bậc là một số từ 0 đến {LARGEST}, ví dụ 3.")

    def columns(self):
        return {**self.cleaned_data, "allowed_parents": list(self.cleaned_data["allowed_parents"])}


class SectorForm(CodedForm):
    needed = {"name": "Ghi tên khu vực, ví dụ: Doanh nghiệp ngoài Nhà nước."}

    code = CodeField()
    name = line("Tên khu vực", 120)
    parent = forms.ModelChoiceField(
        Sector.objects.none(),
        label="Thuộc khu vực",
        required=False,
        empty_label="Không thuộc khu vực nào",
        to_field_name="code",
        error_messages={"invalid_choice": "Chọn một khu vực trong danh sách."},
    )
    position = line("Thứ tự", 2, "Số nhỏ đứng trước.")

    def __init__(self, *args, sector=None, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["parent"].queryset = (
            Sector.objects.exclude(pk=sector.pk) if sector else Sector.objects.all()
        )
        if sector:
            del self.fields["code"]

    def clean_position(self):
        return self.whole("position", f"Thứ tự là một số từ 0 đến {LARGEST}, ví dụ 3.")


class EndForm(NeededForm):
    needed = {"on": "Ghi ngày, ví dụ 30/06/2025."}

    on = DayField(label="Đến hết ngày", help_text="Ngày cuối cùng còn loại tổ chức này.")
    decision_no = line("Theo văn bản số", 80)


class OutsideForm(CodedForm):
    """An external body: it answers or asks, and nobody signs in for it."""

    needed = {
        "name": "Ghi tên tổ chức, ví dụ: Ủy ban Mặt trận Tổ quốc Việt Nam tỉnh.",
        "kind": "Chọn loại tổ chức.",
    }

    code = CodeField()
    name = line("Tên tổ chức", 200)
    short_name = line("Tên gọi tắt", 120)
    kind = forms.ModelChoiceField(
        BodyKind.objects.none(),
        label="Loại tổ chức",
        required=False,
        empty_label="Chọn loại tổ chức",
        to_field_name="code",
        error_messages={"invalid_choice": "Chọn một loại tổ chức trong danh sách."},
    )
    place = line("Địa danh trên văn bản", 80)
    phone = line("Điện thoại", 20)

    def __init__(self, *args, kinds=(), **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["kind"].queryset = kinds
