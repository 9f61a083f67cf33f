"""Addresses of changes of the tree: record, foresee, accept, withdraw."""

from django.urls import path

from unions.views import changes

urlpatterns = [
    path("bien-dong/", changes.change_list, name="change_list"),
    path("bien-dong/cho-nhan/", changes.change_offered, name="change_offered"),
    path("bien-dong/<uuid:uid>/", changes.change_detail, name="change_detail"),
    path("bien-dong/<uuid:uid>/nhan/", changes.change_accept, name="change_accept"),
    path("bien-dong/<uuid:uid>/rut/", changes.change_withdraw, name="change_withdraw"),
    path("don-vi/<slug:code>/bien-dong/", changes.change_choose, name="change_choose"),
    path("don-vi/<slug:code>/bien-dong/<slug:kind>/", changes.change_form, name="change_form"),
]
