"""What is typed to come in with a code, to choose a password, and to change what others reach one by?"""

from django import forms
from django.contrib.auth import authenticate
from django.contrib.auth.password_validation import password_validators_help_texts
from django.core.validators import EmailValidator

from unions.contacts import phone_key
from unions.fields import NeededForm, text_field, tick_field
from unions.passwords import LONGEST, problems_of

REASON = 200
NEW = {"autocomplete": "new-password"}
rules_of_passwords = password_validators_help_texts


class CodeForm(forms.Form):
    """The code of a slip or of a message, as people type it."""

    ma_kich_hoat = forms.CharField(
        label="Mã kích hoạt",
        max_length=60,
        widget=forms.TextInput(attrs={"autocomplete": "one-time-code"}),
        error_messages={
            "required": "Nhập mã gồm 16 chữ và số, ví dụ 7K3M-9QX2-40AB-CD5E.",
            "max_length": "Mã chỉ gồm 16 chữ và số, ví dụ 7K3M-9QX2-40AB-CD5E.",
        },
    )


class NewPasswordForm(forms.Form):
    """A password chosen twice alike; what may not be chosen is said in sentences."""

    password_new = forms.CharField(
        label="Mật khẩu mới",
        strip=False,
        max_length=LONGEST,
        widget=forms.PasswordInput(attrs=NEW),
        error_messages={
            "required": "Nhập mật khẩu mới.",
            "max_length": f"Mật khẩu dài nhất {LONGEST} ký tự.",
        },
    )
    password_again = forms.CharField(
        label="Mật khẩu mới, nhập lại",
        strip=False,
        widget=forms.PasswordInput(attrs=NEW),
        error_messages={"required": "Nhập lại mật khẩu mới."},
    )

    def __init__(self, *args, user, **kwargs):
        super().__init__(*args, **kwargs)
        self.user = user

    def clean_password_new(self):
        password = self.cleaned_data["password_new"]
        if problems := problems_of(password, self.user):
            raise forms.ValidationError(problems[0])
        return password

    def clean(self):
        typed = self.cleaned_data
        if {"password_new", "password_again"} <= typed.keys() and typed["password_new"] != typed[
            "password_again"
        ]:
            self.add_error("password_again", "Hai lần nhập chưa giống nhau. Đồng chí nhập lại lần thứ hai.")
        return typed


class PasswordChangeForm(NewPasswordForm):
    """One's own password: the present one first."""

    password = forms.CharField(
        label="Mật khẩu hiện nay",
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
        error_messages={"required": "Nhập mật khẩu hiện nay."},
    )
    field_order = ["password", "password_new", "password_again"]

    def __init__(self, *args, request, **kwargs):
        super().__init__(*args, user=request.user, **kwargs)
        self.request = request

    def clean_password(self):
        password = self.cleaned_data["password"]
        # Through authenticate(): wrong tries here count towards the lock-out as they do at the door.
        if authenticate(self.request, username=self.user.username, password=password) is None:
            raise forms.ValidationError("Mật khẩu hiện nay chưa đúng. Đồng chí nhập lại.")
        return password


class ContactForm(forms.Form):
    """Where one is reached; both may also be typed to sign in."""

    phone = forms.CharField(
        label="Điện thoại",
        max_length=20,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "tel", "inputmode": "tel"}),
        error_messages={"max_length": "Số điện thoại dài quá 20 ký tự."},
    )
    email = forms.CharField(
        label="Thư điện tử",
        max_length=254,
        required=False,
        validators=[EmailValidator("Nhập địa chỉ thư điện tử, ví dụ lan@gmail.com.")],
        widget=forms.EmailInput(attrs={"autocomplete": "email", "inputmode": "email"}),
        error_messages={"max_length": "Địa chỉ thư điện tử dài quá 254 ký tự."},
    )

    def clean_phone(self):
        phone = self.cleaned_data["phone"]
        if phone and not 9 <= len(phone_key(phone)) <= 12:
            raise forms.ValidationError("Nhập số điện thoại bằng chữ số, ví dụ 0912 345 678.")
        return phone

    def clean_email(self):
        return self.cleaned_data["email"].lower()


class ResetForm(NeededForm):
    """Why somebody's password is taken away; they read it."""

    needed = {"reason": "Ghi lý do, ví dụ: đồng chí ấy báo quên mật khẩu qua điện thoại."}
    reason = text_field("Lý do", maxlength=REASON, autocomplete="off")
    lost_steps = tick_field(
        "Đồng chí ấy mất máy dùng để xác nhận hai bước, hoặc ngờ người khác đã vào được: bỏ các bước ấy, bật lại sau"
    )

    def clean_reason(self):
        reason = self.cleaned_data["reason"]
        if len(reason) > REASON:
            raise forms.ValidationError(f"Lý do dài quá {REASON} chữ: viết ngắn lại.")
        return reason
