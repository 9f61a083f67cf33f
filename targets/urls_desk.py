"""Addresses of the desk, the board and the review of registrations."""

from django.urls import path

from targets.views import board, desk, registration_reviews

urlpatterns = [
    path("", desk.desk, name="desk"),
    path("duyet-tiep/", desk.review_next, name="review_next"),
    path("theo-doi/", board.board_list, name="board_list"),
    path("theo-doi/<uuid:uid>/", board.board, name="board"),
    path("theo-doi/<uuid:uid>/nhac/", board.board_remind, name="board_remind"),
    path(
        "theo-doi/<uuid:uid>/duyet-dang-ky/",
        board.registration_approve_many,
        name="registration_approve_many",
    ),
    path("duyet-dang-ky/<uuid:uid>/", registration_reviews.registration_review, name="registration_review"),
    path(
        "duyet-dang-ky/<uuid:uid>/duyet/",
        registration_reviews.registration_approve,
        name="registration_approve",
    ),
    path(
        "duyet-dang-ky/<uuid:uid>/tra-lai/",
        registration_reviews.registration_return,
        name="registration_return",
    ),
]
