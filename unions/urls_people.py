"""Addresses of people and their posts."""

from django.urls import path

from unions.views import people

urlpatterns = [
    path("nguoi/", people.person_list, name="person_list"),
    path("nguoi/tai-excel/", people.person_list_file, name="person_list_file"),
    path("nguoi/tai-so-dien-thoai/", people.person_phones, name="person_phones"),
    path("nguoi/cot/", people.person_list_columns, name="person_list_columns"),
]
