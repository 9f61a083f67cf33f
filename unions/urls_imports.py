"""Addresses of bringing bodies in from Excel."""

urlpatterns = []
