"""Addresses of bringing bodies in from Excel."""

from django.urls import path

from unions.views import import_running, imports

urlpatterns = [
    path("don-vi/nhap-excel/", imports.import_list, name="import_list"),
    path("don-vi/nhap-excel/mau/", imports.import_template, name="import_template"),
    path("don-vi/nhap-excel/<uuid:uid>/cot/", imports.import_columns, name="import_columns"),
    path("don-vi/nhap-excel/<uuid:uid>/xem-truoc/", imports.import_check, name="import_check"),
    path("don-vi/nhap-excel/<uuid:uid>/tra-loi/", imports.import_answer, name="import_answer"),
    path("don-vi/nhap-excel/<uuid:uid>/danh-dau-loi/", imports.import_return, name="import_return"),
    path("don-vi/nhap-excel/<uuid:uid>/nhap/", import_running.import_take, name="import_take"),
    path("don-vi/nhap-excel/<uuid:uid>/tien-do/", import_running.import_progress, name="import_progress"),
    path("don-vi/nhap-excel/<uuid:uid>/dung/", import_running.import_cancel, name="import_cancel"),
    path("don-vi/nhap-excel/<uuid:uid>/bo/", import_running.import_drop, name="import_drop"),
]
