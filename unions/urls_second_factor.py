"""Addresses of the second step: at the door, and one's own settings."""

from django.urls import path

from unions.views import second_factor, second_factor_setup

urlpatterns = [
    path("dang-nhap/hai-buoc/", second_factor.sign_in_second, name="mfa_sign_in"),
    path("dang-nhap/hai-buoc/thu-khoa/", second_factor.challenge, name="mfa_challenge"),
    path("dang-nhap/hai-buoc/vao-bang-khoa/", second_factor.enter_by_passkey, name="mfa_enter"),
    path("tai-khoan/hai-buoc/", second_factor_setup.step_list, name="mfa_list"),
    path("tai-khoan/hai-buoc/xac-nhan/", second_factor.confirm, name="mfa_confirm"),
    path("tai-khoan/hai-buoc/ung-dung/", second_factor_setup.app, name="mfa_app"),
    path("tai-khoan/hai-buoc/khoa/", second_factor_setup.passkey, name="mfa_passkey"),
    path("tai-khoan/hai-buoc/khoa/chuan-bi/", second_factor_setup.passkey_offer, name="mfa_passkey_offer"),
    path("tai-khoan/hai-buoc/ma-du-phong/", second_factor_setup.codes, name="mfa_codes"),
    path("tai-khoan/hai-buoc/<int:number>/ten/", second_factor_setup.rename, name="mfa_rename"),
    path("tai-khoan/hai-buoc/<int:number>/bo/", second_factor_setup.remove, name="mfa_remove"),
]
