"""Addresses of results: reported by units, proved by files, answered by the upper union."""

from django.urls import path

from targets.views import evidence, result_reviews, results

urlpatterns = [
    path("ket-qua/<uuid:uid>/<int:phase>/", results.result_form, name="result_form"),
    path("ket-qua/<uuid:uid>/<int:phase>/kiem-tra/", results.result_check, name="result_check"),
    path("ket-qua/<uuid:uid>/<int:phase>/gui/", results.result_declare, name="result_declare"),
    path("ket-qua/<uuid:uid>/<int:phase>/minh-chung/", evidence.evidence_add, name="evidence_add"),
    path("minh-chung/<uuid:uid>/", evidence.evidence_file, name="evidence_file"),
    path("minh-chung/<uuid:uid>/go/", evidence.evidence_remove, name="evidence_remove"),
    path("duyet-ket-qua/<uuid:uid>/<int:phase>/", result_reviews.result_review, name="result_review"),
    path("duyet-ket-qua/<uuid:uid>/<int:phase>/tra-lai/", result_reviews.result_return, name="result_return"),
    path("theo-doi/<uuid:uid>/duyet-ket-qua/", result_reviews.result_verify_many, name="result_verify_many"),
]
