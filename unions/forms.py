"""What is typed to sign in, and to prove once more who one is?"""

from axes.helpers import get_client_ip_address
from django import forms
from django.contrib.auth import authenticate
from django.contrib.auth.forms import AuthenticationForm

from unions import clock
from unions.account_names import username_of
from unions.guessing import is_besieged

LONGEST_NAME = 254  # of a mail address


class SignInForm(AuthenticationForm):
    """Account and password; the account is called by what its person remembers, capitals and spaces do not matter."""

    error_messages = {
        "invalid_login": "Tài khoản hoặc mật khẩu chưa đúng. Đồng chí kiểm tra phím hoa, dấu tiếng Việt rồi nhập lại.",
        "besieged": (
            "Tài khoản này đang bị nhập sai mật khẩu từ nhiều nơi nên tạm không nhận nơi mới. Đồng chí thử lại sau "
            "15 phút, hoặc gọi công đoàn cấp trên."
        ),
        "inactive": "Tài khoản này đã ngừng dùng. Đồng chí liên hệ công đoàn cấp trên.",
    }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["username"].label = "Tài khoản, số điện thoại, thư điện tử hoặc mã đơn vị"
        self.fields["username"].max_length = LONGEST_NAME
        self.fields["username"].error_messages["required"] = (
            "Nhập tài khoản, ví dụ số điện thoại của đồng chí."
        )
        self.fields["username"].widget.attrs.update(
            autocomplete="username", autocapitalize="none", spellcheck="false", maxlength=LONGEST_NAME
        )
        self.fields["password"].label = "Mật khẩu"
        self.fields["password"].error_messages["required"] = "Nhập mật khẩu."
        self.fields["password"].widget.attrs.update(autocomplete="current-password")

    def clean_username(self):
        """The name of the account that is meant; PostgreSQL cannot keep a longer one among the wrong tries."""
        typed = self.cleaned_data["username"]
        if len(typed) > LONGEST_NAME:
            raise self.get_invalid_login_error()
        username = username_of(typed, clock.today())
        if is_besieged(username, get_client_ip_address(self.request) or ""):
            raise forms.ValidationError(self.error_messages["besieged"])
        return username


class StepUpForm(forms.Form):
    """The password once more, before a signature."""

    password = forms.CharField(
        label="Mật khẩu",
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
        error_messages={"required": "Nhập mật khẩu của đồng chí."},
    )

    def __init__(self, *args, request, **kwargs):
        super().__init__(*args, **kwargs)
        self.request = request

    def clean_password(self):
        user = self.request.user
        password = self.cleaned_data["password"]
        # Through authenticate(): wrong tries here count towards the lock-out as they do at the door.
        if authenticate(self.request, username=user.username, password=password) is None:
            raise forms.ValidationError("Mật khẩu chưa đúng. Đồng chí nhập lại.")
        return password
