"""Does looking change anything (RELIABILITY R52)?"""

import pytest

from tests.rules.attack_world import *  # noqa: F403
from tests.rules.attack_world import DOWNLOADS, PERSONAS, differences, every_form, everything
from tests.rules.matrix import ROWS
from tests.rules.test_access_matrix import address


def looked_at(world, persona, method):
    for name, _, named in {row for row in ROWS if row[1] == "GET" and row[0] not in DOWNLOADS}:
        path, _ = address(name, named, world.things)
        response = getattr(world.clients[persona], method)(path)
        if response.streaming:
            list(response.streaming_content)


@pytest.mark.parametrize("method", ["get", "head"])
def test_no_address_writes_when_it_is_only_read(wide_world, method):
    before = everything()
    for persona in PERSONAS:
        looked_at(wide_world, persona, method)
        assert differences(before, everything()) == [], persona


def test_no_form_that_posts_answers_when_it_is_only_read(wide_world):
    """What stands in a form, put behind its address: the act does not happen."""
    before = everything()
    for client, _, form in every_form(wide_world):
        if form.method == "POST":
            for path in form.paths:
                client.get(path.partition("?")[0], form.filled())
    assert differences(before, everything()) == []


def test_words_of_a_method_that_no_view_knows_do_nothing(wide_world):
    before, client = everything(), wide_world.clients["leader"]
    for name, _, named in ROWS:
        path, form = address(name, named, wide_world.things)
        for method in ("put", "patch", "delete", "options", "trace"):
            response = getattr(client, method)(path, **({} if method == "trace" else {"data": form}))
            assert response.status_code in (400, 405), (method, path)
    assert differences(before, everything()) == []
