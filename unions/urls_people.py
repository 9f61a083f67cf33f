"""Addresses of people and their posts."""

from django.urls import path

from unions.views import invitations, invite_slips, people, people_grants, people_pages, people_posts

urlpatterns = [
    path("nguoi/", people.person_list, name="person_list"),
    path("nguoi/tai-excel/", people.person_list_file, name="person_list_file"),
    path("nguoi/tai-so-dien-thoai/", people.person_phones, name="person_phones"),
    path("nguoi/cot/", people.person_list_columns, name="person_list_columns"),
    path("nguoi/cho-xac-nhan/", people_grants.grants_waiting, name="grants_waiting"),
    path("nguoi/cho-xac-nhan/<uuid:uid>/", people_grants.grant_confirm, name="grant_confirm"),
    path("nguoi/cho-xac-nhan/<uuid:uid>/tu-choi/", people_grants.grant_decline, name="grant_decline"),
    path("nguoi/<uuid:uid>/", people_pages.person_detail, name="person_detail"),
    path("nguoi/<uuid:uid>/sua/", people_pages.person_revise, name="person_revise"),
    path("nguoi/<uuid:uid>/cu/", people_posts.person_place, name="person_place"),
    path("chuc-vu/<uuid:uid>/thoi/", people_posts.person_relieve, name="person_relieve"),
    path("chuc-vu/<uuid:uid>/ban-giao/", people_posts.person_hand_over, name="person_hand_over"),
    path("chuc-vu/<uuid:uid>/uy-quyen/", people_posts.person_delegate, name="person_delegate"),
    path("don-vi/<slug:code>/bo-nhiem/", people_posts.person_appoint, name="person_appoint"),
    path("nguoi/moi/", invitations.person_invite, name="person_invite"),
    path("nguoi/moi/tep-mau/", invitations.invite_template, name="invite_template"),
    path("nguoi/moi/<uuid:uid>/", invitations.invite_check, name="invite_check"),
    path("nguoi/moi/<uuid:uid>/ghi/", invitations.invite_take, name="invite_take"),
    path("nguoi/moi/<uuid:uid>/phieu/", invite_slips.invite_slips, name="invite_slips"),
]
