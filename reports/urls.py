"""Which addresses does this app answer?"""

from django.urls import path

from reports import views

urlpatterns = [
    path("tong-quan/", views.overview_list, name="overview_list"),
    path("tong-quan/<uuid:uid>/<int:phase>/", views.overview, name="overview"),
    path("tong-quan/<uuid:uid>/<int:phase>/lap/", views.summary_request, name="summary_request"),
    path("tong-quan/ban/<uuid:uid>/", views.summary_detail, name="summary_detail"),
    path("tong-quan/ban/<uuid:uid>/tien-do/", views.summary_progress, name="summary_progress"),
    path("tong-quan/ban/<uuid:uid>/tai/", views.summary_file, name="summary_file"),
    path("tong-quan/ban/<uuid:uid>/huy/", views.summary_cancel, name="summary_cancel"),
]
