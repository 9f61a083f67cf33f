"""Addresses of one part of this app."""

urlpatterns = []
