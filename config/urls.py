"""Which app answers which address? Each app lists its own Vietnamese paths; there are no prefixes and no namespaces."""

from django.urls import include, path

urlpatterns = [
    path("", include("targets.urls")),
    path("", include("emulation.urls")),
    path("", include("reports.urls")),
    path("", include("unions.urls")),
]
