"""Addresses of blocs, kinds, sectors and external bodies."""

from django.urls import path

from unions.views import bloc_acts, bloc_filling, blocs, definitions, outsiders

urlpatterns = [
    path("khoi/", blocs.bloc_list, name="bloc_list"),
    path("khoi/tai-excel/", blocs.bloc_list_file, name="bloc_list_file"),
    path("khoi/lap/", bloc_acts.bloc_new, name="bloc_new"),
    path("khoi/chep/", bloc_filling.bloc_copy, name="bloc_copy"),
    path("khoi/chua-xep/", bloc_filling.bloc_unseated, name="bloc_unseated"),
    path("khoi/<uuid:uid>/", blocs.bloc_detail, name="bloc_detail"),
    path("khoi/<uuid:uid>/tai-excel/", blocs.bloc_file, name="bloc_file"),
    path("khoi/<uuid:uid>/sua/", bloc_acts.bloc_revise, name="bloc_revise"),
    path("khoi/<uuid:uid>/vai-tro/", bloc_acts.bloc_rotate, name="bloc_rotate"),
    path("khoi/<uuid:uid>/roi-khoi/", bloc_acts.bloc_leave, name="bloc_leave"),
    path("khoi/<uuid:uid>/giai-the/", bloc_acts.bloc_dissolve, name="bloc_dissolve"),
    path("loai-to-chuc/", definitions.kind_list, name="kind_list"),
    path("loai-to-chuc/them/", definitions.kind_new, name="kind_new"),
    path("loai-to-chuc/<slug:code>/sua/", definitions.kind_revise, name="kind_revise"),
    path("loai-to-chuc/<slug:code>/het/", definitions.kind_end, name="kind_end"),
    path("khu-vuc/", definitions.sector_list, name="sector_list"),
    path("khu-vuc/them/", definitions.sector_new, name="sector_new"),
    path("khu-vuc/<slug:code>/sua/", definitions.sector_revise, name="sector_revise"),
    path("to-chuc-ngoai/", outsiders.outside_list, name="outside_list"),
    path("to-chuc-ngoai/them/", outsiders.outside_new, name="outside_new"),
]
