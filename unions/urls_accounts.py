"""Addresses of accounts: come in with a code, one's own account, give somebody a new way in."""

from django.urls import path

from unions.views import account, activating, resetting

urlpatterns = [
    path("kich-hoat/", activating.activate, name="activate"),
    path("tai-khoan/", account.account, name="account"),
    path("tai-khoan/lien-he/", account.account_contact, name="account_contact"),
    path("tai-khoan/mat-khau/", account.account_password, name="account_password"),
    path("tai-khoan/ket-thuc/", account.account_session_end, name="account_session_end"),
    path("nguoi/<uuid:uid>/dat-lai-mat-khau/", resetting.person_reset, name="person_reset"),
    path("nguoi/<uuid:uid>/mo-khoa/", resetting.person_unlock, name="person_unlock"),
]
