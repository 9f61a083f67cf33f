"""What does every request carry?"""

from datetime import timedelta

import pytest
from django.db import connection
from django.http import Http404, HttpResponse
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests.cast import NOW
from tests.factories.people import PASSWORD
from unions.access import Access, Nobody
from unions.errors import OutOfScope
from unions.middleware import AccessMiddleware


class Visitor:
    is_authenticated = False


def passed(request):
    """The request as the view sees it."""
    seen = []

    def view(request):
        seen.append(
            (request.access.user, type(request.access._wrapped or request.access), request.received_at)
        )
        return HttpResponse()

    AccessMiddleware(view)(request)
    return seen[0]


def test_the_moment_of_arrival_is_that_of_the_clock(rf, time_machine):
    time_machine.move_to(NOW, tick=False)
    request = rf.get("/")
    request.user, request.session = Visitor(), {}
    user, kind, at = passed(request)
    assert (user, kind, at) == (None, Nobody, NOW)


def test_a_person_has_one_access_per_request(rf, chair_of, grassroots, time_machine):
    time_machine.move_to(NOW, tick=False)
    request = rf.get("/")
    request.user, request.session = chair_of(grassroots).user, {}
    user, kind, _ = passed(request)
    assert (user, kind) == (request.user, Access)
    assert request.access.mandates is request.access.mandates


def test_pages_are_stored_nowhere_unless_a_view_says_more(rf):
    request = rf.get("/")
    request.user, request.session = Visitor(), {}
    assert AccessMiddleware(lambda request: HttpResponse())(request)["Cache-Control"] == "no-store, private"
    told = AccessMiddleware(lambda request: HttpResponse(headers={"Cache-Control": "max-age=5"}))(request)
    assert told["Cache-Control"] == "max-age=5"


@pytest.mark.parametrize("error", [Http404(), OutOfScope(), ValueError("x")])
def test_other_errors_are_left_to_django(rf, error):
    middleware = AccessMiddleware(lambda request: HttpResponse())
    assert middleware.process_exception(rf.get("/"), error) is None


# How long a sign-in lasts (RELIABILITY R48) ---------------------------------------------------------------------------


def opened(client):
    return client.get("/don-vi/").status_code == 200


@pytest.mark.parametrize(("minutes", "is_in"), [(29, True), (30, True), (31, False)])
def test_an_office_left_alone_is_signed_out(sign_in, officer, time_machine, minutes, is_in):
    client = sign_in(officer)
    assert opened(client)
    time_machine.move_to(NOW + timedelta(minutes=minutes), tick=False)
    assert opened(client) is is_in


@pytest.mark.parametrize(
    ("cookie", "seconds", "is_in"),
    [("kept", 1800, True), ("kept", 1801, False), ("lost", 1800, False), ("bent", 1800, False)],
)
def test_half_an_hour_is_exact_to_the_second(client, officer, time_machine, cookie, seconds, is_in):
    """Use is noted once a minute; in between the browser carries it, signed."""
    time_machine.move_to(NOW, tick=False)
    client.post("/dang-nhap/", {"username": officer.user.username, "password": PASSWORD})
    time_machine.move_to(NOW + timedelta(seconds=59), tick=False)
    assert not writes(client)
    if cookie != "kept":
        client.cookies["seen"] = "" if cookie == "lost" else client.cookies["seen"].value.replace("1", "2", 1)
    time_machine.move_to(NOW + timedelta(seconds=59 + seconds), tick=False)
    assert opened(client) is is_in


def test_the_use_of_another_sign_in_proves_nothing(client, officer, time_machine):
    time_machine.move_to(NOW, tick=False)
    entry = {"username": officer.user.username, "password": PASSWORD}
    client.post("/dang-nhap/", entry)
    time_machine.move_to(NOW + timedelta(minutes=31), tick=False)
    other = Client()
    other.post("/dang-nhap/", entry)
    client.cookies["seen"] = other.cookies["seen"].value
    assert not opened(client)


def test_an_office_in_use_stays_for_half_a_day(sign_in, officer, time_machine):
    client = sign_in(officer)
    for minutes in range(0, 12 * 60 + 1, 20):
        time_machine.move_to(NOW + timedelta(minutes=minutes), tick=False)
        assert opened(client)
    time_machine.move_to(NOW + timedelta(hours=12, minutes=1), tick=False)
    assert not opened(client)


def test_a_chair_stays_signed_in_and_what_an_office_typed_is_kept(
    sign_in, chair, officer, time_machine, client
):
    assert opened(sign_in(chair))
    time_machine.move_to(NOW + timedelta(days=13), tick=False)
    assert opened(client)
    time_machine.move_to(NOW, tick=False)
    assert opened(sign_in(officer))
    time_machine.move_to(NOW + timedelta(hours=1), tick=False)
    response = client.post("/phong-trao/tao/", {"name": "Phong trào đang gõ dở"})
    assert response.status_code == 401
    assert response.context["draft"]


def test_use_is_noted_once_a_minute_only(sign_in, officer, time_machine):
    client = sign_in(officer)
    opened(client)
    time_machine.move_to(NOW + timedelta(seconds=59), tick=False)
    assert not writes(client)
    time_machine.move_to(NOW + timedelta(seconds=60), tick=False)
    assert writes(client) == ["unions_session"]


def writes(client):
    with CaptureQueriesContext(connection) as asked:
        client.get("/don-vi/")
    return [query["sql"].split('"')[1] for query in asked if query["sql"].startswith(("UPDATE", "INSERT"))]
