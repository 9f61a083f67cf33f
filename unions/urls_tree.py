"""Addresses of the tree: the list of bodies, and one of them."""

from django.urls import path

from unions.views import bodies

urlpatterns = [
    path("don-vi/", bodies.body_list, name="body_list"),
    path("don-vi/<slug:code>/", bodies.body_detail, name="body_detail"),
]
