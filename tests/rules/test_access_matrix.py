"""Does every address answer every persona as the matrix says (DESIGN §5)?"""

import re
from copy import deepcopy
from urllib.parse import urlencode

from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from django.urls import URLResolver, get_resolver, reverse

from tests.rules.matrix import ROWS
from tests.rules.world import *  # noqa: F403
from tests.rules.world import PERSONAS


def routes(resolver=None):
    """{(name, method)} of every address; HEAD answers as GET does."""
    found = set()
    for pattern in (resolver or get_resolver()).url_patterns:
        if isinstance(pattern, URLResolver):
            found |= routes(pattern)
        else:
            found |= {(pattern.name, method) for method in pattern.callback.methods - {"HEAD"}}
    return found


def address(name, named, things):
    """(path, form): `uid=sent ?line=1 +phase=1` → (/…/<uid of that campaign>/?line=1, {phase: 1})"""
    parts = {"": {}, "?": {}, "+": {}}
    for pair in named.split():
        mark = pair[0] if pair[0] in parts else ""
        key, value = pair.removeprefix(mark).split("=")
        parts[mark][key] = things.get(value, value)
    path = reverse(name, kwargs=parts[""])
    return path + (f"?{urlencode(parts['?'])}" if parts["?"] else ""), parts["+"]


def answer(client, method, path, form, headers=None):
    """The status; whatever the request changed is undone, so that every persona meets the same world."""
    signed_in = deepcopy(client.cookies)
    with transaction.atomic():
        response = getattr(client, method.lower())(path, form, headers=headers)
        if response.streaming:
            list(response.streaming_content)  # read to the end, so that the file is closed
        transaction.set_rollback(True)
    client.cookies = signed_in
    return response.status_code


def test_every_address_has_a_row_for_every_method():
    assert {(name, method) for name, method, _ in ROWS} == routes()


def test_every_row_speaks_of_every_persona():
    assert {len(statuses) for statuses in ROWS.values()} == {len(PERSONAS)}


def test_every_address_answers_every_persona_as_written(world):
    wrong = []
    for (name, method, named), expected in ROWS.items():
        path, form = address(name, named, world.things)
        for persona, status in zip(PERSONAS, expected, strict=True):
            found = answer(world.clients[persona], method, path, form)
            if found != status:
                wrong.append(f"{method} {name}, {persona}: {found} instead of {status}")
    assert wrong == []


OUTSIDERS = ("stranger", "neighbour", "visitor")


def test_no_other_way_of_asking_opens_a_door(world):
    """HEAD and the fragments of htmx answer those who have no right exactly as the page does (RELIABILITY R2)."""
    wrong = []
    for (name, method, named), expected in ROWS.items():
        path, form = address(name, named, world.things)
        ways = [(method, {"HX-Request": "true"})] + ([("HEAD", {})] if method == "GET" else [])
        for persona, status in zip(PERSONAS, expected, strict=True):
            for way, headers in ways if persona in OUTSIDERS and status >= 400 else ():
                found = answer(world.clients[persona], way, path, form, headers)
                if found != status:
                    wrong.append(f"{way} {name} {headers}, {persona}: {found} instead of {status}")
    assert wrong == []


# That somebody is still there is noted in their session.
WRITING = re.compile(r"(INSERT|UPDATE|DELETE)(?!.*unions_session)", re.IGNORECASE)
LOGGED = {"summary_file"}  # who took the file away is written into the ledger


def test_reading_changes_nothing(world):
    """GET is safe to repeat, to prefetch and to crawl (RELIABILITY R52)."""
    writing = set()
    for name, method, named in ROWS:
        if method == "GET" and name not in LOGGED:
            path, form = address(name, named, world.things)
            for persona in ("chair", "officer", "leader"):
                with CaptureQueriesContext(connection) as asked:
                    answer(world.clients[persona], method, path, form)
                writing |= {f"{name}: {query['sql'][:80]}" for query in asked if WRITING.match(query["sql"])}
    assert writing == set()
