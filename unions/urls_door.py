"""Addresses at the door: sign in, sign out, confirm the password, switch the post."""

from django.urls import path

from unions.views import notices, signing_in

urlpatterns = [
    path("dang-nhap/", signing_in.sign_in, name="login"),
    path("dang-xuat/", signing_in.sign_out, name="logout"),
    path("xac-nhan-mat-khau/", signing_in.step_up, name="step_up"),
    path("doi-chuc-vu/", signing_in.switch_post, name="switch_post"),
    path("thong-bao/da-doc/", notices.notice_seen, name="notice_seen"),
]
