"""Addresses at the door: sign in, sign out, confirm the password, switch the post."""

from django.urls import path

from unions.views import signing_in

urlpatterns = [
    path("dang-nhap/", signing_in.sign_in, name="login"),
    path("dang-xuat/", signing_in.sign_out, name="logout"),
    path("xac-nhan-mat-khau/", signing_in.step_up, name="step_up"),
    path("doi-chuc-vu/", signing_in.switch_post, name="switch_post"),
]
