"""The world of the access matrix, wide enough to attack: a unit with a line of every shape, every page with a form."""

from copy import deepcopy

import pytest
from django.apps import apps
from django.db import transaction
from django.test import Client

from emulation.drafting import set_movements
from emulation.models import Title
from tests.cast import NOW
from tests.factories.campaigns import draft_campaign
from tests.rules.forms import forms_of
from tests.rules.matrix import ROWS
from tests.rules.test_access_matrix import address
from tests.rules.world import *  # noqa: F403
from tests.targets.results import report_campaign
from unions.access import Access

MORE_PAGES = [
    ("plan_step", "uid=draft step=2", "officer"),
    ("plan_step", "uid=draft step=3", "officer"),
    ("plan_step", "uid=draft step=4", "officer"),
    ("plan_step", "uid=draft step=5", "officer"),
    ("registration_form", "uid=wide_unit", "chair"),
    ("registration_titles", "uid=wide_unit", "chair"),
    ("registration_check", "uid=wide_unit", "chair"),
    ("result_form", "uid=wide_unit phase=1", "chair"),
    ("result_check", "uid=wide_unit phase=1", "chair"),
    ("result_form", "uid=wide_unit phase=1", "officer"),
    ("board", "uid=wide", "officer"),
]
DOWNLOADS = {"summary_file"}  # taking a file away is written into the ledger
ASKING = ("officer", "chair", "leader")


@pytest.fixture
def wide_world(world, upper_union, grassroots):
    """{name: uid} and browsers; `wide` is a campaign with one indicator of every shape and titles to aim at."""
    officer = Access(_user_of(world.clients["officer"]), NOW.date())
    titles = [Title.objects.create(code=code, name=code, level=code) for code in ("group", "person")]
    wide = report_campaign(upper_union, officer, [grassroots], name="Phong trào rộng")
    wide.titles.set(titles)
    draft = draft_campaign(upper_union, officer, name="Bản nháp trống")
    set_movements(draft, [], titles, by=officer, at=NOW)
    world.things |= {"wide": wide.uid, "wide_unit": wide.participants.get().uid, "blank": draft.uid}
    return world


def _user_of(client):
    from unions.models import User

    return User.objects.get(pk=client.session["_auth_user_id"])


def pages(world):
    """(client, path) of every page of the matrix, seen by whoever of `ASKING` may open it first."""
    places = [("officer", "login", "")]
    for (name, method, named), statuses in ROWS.items():
        answers = dict(zip(PERSONAS, statuses, strict=True))  # noqa: F405
        may = [persona for persona in ASKING if answers[persona] == 200]
        if method == "GET" and may and name not in DOWNLOADS:
            places.append((may[0], name, named))
    places += [(persona, name, named) for name, named, persona in MORE_PAGES]
    for persona, name, named in places:
        yield world.clients[persona], address(name, named, world.things)[0]


def every_form(world):
    """(client, page, form) of every form on every page; signing out is left out: it ends the visit."""
    for client, path in pages(world):
        response = client.get(path)
        if response.get("Content-Type", "").startswith("text/html"):
            for form in forms_of(path, response):
                if form.paths[0] != "/dang-xuat/":
                    yield client, path, form
        elif response.streaming:
            list(response.streaming_content)


def undone(act, *arguments):
    """What `act` answers; its changes are taken back, so that every attack meets the same world.

    The browsers that took part stay signed in: an act may have given them a new key, which is taken back as well.
    """
    browsers = [each for each in (getattr(act, "__self__", None), *arguments) if isinstance(each, Client)]
    cookies = [deepcopy(browser.cookies) for browser in browsers]
    with transaction.atomic():
        try:
            answer = act(*arguments)
            if answer.streaming:
                list(answer.streaming_content)
        finally:
            transaction.set_rollback(True)
            for browser, kept in zip(browsers, cookies, strict=True):
                browser.cookies = kept
    return answer


# What stands in the database ------------------------------------------------------------------------------------------

# Session and lock-out rows come and go with every visit.
APPS = ("unions", "emulation", "targets", "reports", "mfa")


def tables():
    """Every table of ours, those that join two others as well, and the second steps of people."""
    found = apps.get_models(include_auto_created=True)
    return [model for model in found if model._meta.app_label in APPS and model.__name__ != "Session"]


def everything(without=()):
    """{table: its rows as text, in order}: two of them are equal exactly when nothing was written in between."""
    found = {}
    for model in tables():
        columns = [f.attname for f in model._meta.concrete_fields if f.attname not in without]
        found[model._meta.label] = sorted(repr(row) for row in model._base_manager.values_list(*columns))
    return found


def differences(before, after):
    return [label for label in before if before[label] != after[label]]
