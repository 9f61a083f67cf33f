"""Addresses of blocs, kinds and sectors."""

urlpatterns = []
