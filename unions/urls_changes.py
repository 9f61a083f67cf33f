"""Addresses of changes of the tree: record, foresee, accept, withdraw."""

urlpatterns = []
