"""Addresses of the tree: the list of bodies, what a person keeps of it, and one body."""

from django.urls import path

from unions.views import bodies, body_facts, body_pages, bulk, saved_lists

urlpatterns = [
    path("don-vi/", bodies.body_list, name="body_list"),
    path("don-vi/tai-excel/", bodies.body_list_file, name="body_list_file"),
    path("don-vi/cot/", saved_lists.body_list_columns, name="body_list_columns"),
    path("don-vi/bo-loc/", saved_lists.saved_lists, name="saved_lists"),
    path("don-vi/bo-loc/<uuid:uid>/xoa/", saved_lists.saved_list_drop, name="saved_list_drop"),
    path("don-vi/ban-giao/", bulk.bodies_transfer, name="bodies_transfer"),
    path("don-vi/<slug:code>/", body_pages.body_detail, name="body_detail"),
    path("don-vi/<slug:code>/nhat-ky/", body_pages.body_ledger, name="body_ledger"),
    path("don-vi/<slug:code>/so-lieu/", body_facts.body_facts, name="body_facts"),
]
