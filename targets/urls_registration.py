"""Addresses of registration and pledge."""

from django.urls import path

from targets.views import pledges, registrations, signed

urlpatterns = [
    path("dang-ky/<uuid:uid>/", registrations.registration_form, name="registration_form"),
    path(
        "dang-ky/<uuid:uid>/chi-tieu/<int:number>/", registrations.registration_line, name="registration_line"
    ),
    path("dang-ky/<uuid:uid>/nhan-du/", registrations.registration_take, name="registration_take"),
    path("dang-ky/<uuid:uid>/danh-hieu/", registrations.registration_titles, name="registration_titles"),
    path("dang-ky/<uuid:uid>/kiem-tra/", registrations.registration_check, name="registration_check"),
    path("dang-ky/<uuid:uid>/gui/", registrations.registration_submit, name="registration_submit"),
    path("nguoi/<uuid:uid>/da-ky/", signed.person_signed, name="person_signed"),
    path("giao-uoc/<uuid:uid>/", pledges.pledge_detail, name="pledge_detail"),
    path("giao-uoc/<uuid:uid>/ky/", pledges.pledge_sign, name="pledge_sign"),
    path("giao-uoc/<uuid:uid>/bien-nhan/", pledges.pledge_receipt, name="pledge_receipt"),
]
