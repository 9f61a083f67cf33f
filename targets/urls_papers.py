"""Addresses of the official papers of a campaign."""

from django.urls import path

from targets.views import papers

urlpatterns = [
    path("phong-trao/<uuid:uid>/van-ban/<slug:kind>/", papers.campaign_paper, name="campaign_paper"),
]
