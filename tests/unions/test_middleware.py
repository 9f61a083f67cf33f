"""What does every request carry?"""

import pytest
from django.http import Http404, HttpResponse

from tests.cast import NOW
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
    request.user = Visitor()
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
    request.user = Visitor()
    assert AccessMiddleware(lambda request: HttpResponse())(request)["Cache-Control"] == "no-store, private"
    told = AccessMiddleware(lambda request: HttpResponse(headers={"Cache-Control": "max-age=5"}))(request)
    assert told["Cache-Control"] == "max-age=5"


@pytest.mark.parametrize("error", [Http404(), OutOfScope(), ValueError("x")])
def test_other_errors_are_left_to_django(rf, error):
    middleware = AccessMiddleware(lambda request: HttpResponse())
    assert middleware.process_exception(rf.get("/"), error) is None
