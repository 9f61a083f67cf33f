"""Addresses of people and their posts."""

urlpatterns = []
