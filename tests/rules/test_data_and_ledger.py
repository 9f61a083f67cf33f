"""Does every change come with its line in the ledger and no line without it, wherever an act breaks off (R15)?"""

from contextlib import ExitStack

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection, transaction
from django.urls import reverse

from reports import tasks
from targets.models import Pledge, Registration, Result
from tests.counts import IS_FULL
from tests.rules.attack_world import *  # noqa: F403
from tests.rules.attack_world import everything
from tests.rules.forms import forms_of
from tests.rules.test_access_matrix import address
from tests.targets.hostile import phone_photo
from unions.models import LedgerEntry

LEDGER = {"unions.LedgerEntry", "unions.LedgerHead"}
# An empty draft says nothing yet: it is begun when a form is first saved, and told by what is saved in it.
BEGUN = "targets.Registration"
STRIDE = 1 if IS_FULL else 9
PARTS = 4  # tests among which the acts are dealt: the world is built once for each
CUT = {"injected_failures": 0, "mismatches": 0}

pytestmark = pytest.mark.prove("faults")


class BrokenOffError(Exception):
    """The line is cut in the middle of the work."""


class Scissors:
    """Cuts the line to the database at the n-th statement; counts them where `at` is None."""

    def __init__(self, at=None):
        self.at, self.count = at, 0

    def __call__(self, execute, sql, params, many, context):
        self.count += 1
        if self.count == self.at:
            raise BrokenOffError(sql[:80])
        return execute(sql, params, many, context)


def _editions(world):
    rows = Result.objects.filter(participant__uid=world.things["sent_unit"]).select_related("indicator")
    return {f"ban-{row.indicator.position}": row.edition for row in rows}


def _photo(world):
    return {"tep": SimpleUploadedFile("anh.jpg", phone_photo(5), "image/jpeg")}


def _read_and_signed(world):
    return {"da-doc": "on", "hash": Pledge.objects.get(uid=world.things["pledge"]).content_hash}


def _edition(world):
    return {"edition": Registration.objects.get(uid=world.things["registration"]).edition}


def _of_board(world):
    unit = world.things["sent_unit"]
    return {"unit": unit, f"edition-{unit}": Registration.objects.get(participant__uid=unit).edition}


def _plan(step):
    def form(world):
        path = reverse("plan_step", args=[world.things["draft"], step])
        page = world.clients["officer"].get(path)
        sheet = next(each for each in forms_of(path, page) if each.method == "POST" and each.typed)
        changed = {name: f"{value} mới" for name, value in sheet.values if name in CHANGED}
        return dict(sheet.filled(changed).lists())

    return form


CHANGED = {"theme", "p1-theme", "i1-statement", "c1-title"}
FIELDS = {"dk-1": "co", "luu": "tiep"}
REASON = {"reason": "Chưa đủ"}
RESULT = {"ban-1": "0", "chon-1": "co"}
ENTERED = ("chair", "result_form", "uid=fresh_unit phase=1", RESULT)
NEW = {
    "name": "Phong trào mới", "year": "2021", "phase_word": "đợt", "late_policy": "open", "unregistered_policy": "none",
}  # fmt: skip
LEAVING = {"chon": "may-nha-bang", "on": "20/3/2021", "reason": "Chuyển khối"}
SEATED = (
    "officer",
    "bloc_unseated",
    "",
    lambda world: {"chon": "xa-an-hao", "on": "10/3/2021", "khoi": world.things["bloc"]},
)
# (persona, address, what it names, the form, acts done before and not broken off)
ACTS = [
    ("chair", "registration_form", "uid=fresh_unit", FIELDS, ()),
    ("chair", "registration_take", "uid=fresh_unit", {}, ()),
    ("chair", "registration_titles", "uid=fresh_unit", {"ct-1": "Sân chơi", "han-1": "2/9"}, ()),
    ("chair", "registration_submit", "uid=fresh_unit", {}, (("chair", "registration_take", "uid=fresh_unit", {}),)),
    ("officer", "registration_approve", "uid=registration", _edition, ()),
    ("officer", "registration_approve_many", "uid=sent", _of_board, ()),
    ("officer", "registration_return", "uid=registration", lambda world: {**REASON, **_edition(world)}, ()),
    ("chair", "pledge_sign", "uid=pledge", _read_and_signed, ()),
    ("chair", "result_form", "uid=fresh_unit phase=1", RESULT, ()),
    ("chair", "result_declare", "uid=fresh_unit phase=1", {"ban-1": "1"}, (ENTERED,)),
    ("chair", "evidence_add", "uid=fresh_unit phase=1 ?chi-tieu=1", _photo, ()),
    ("chair", "evidence_remove", "uid=loose", {}, ()),
    ("officer", "result_review", "uid=sent_unit phase=1", _editions, ()),
    ("officer", "result_return", "uid=sent_unit phase=1", lambda world: {"ly-do": "Xem lại", **_editions(world)}, ()),
    ("officer", "campaign_new", "", NEW, ()),
    ("officer", "plan_step", "uid=draft step=1", _plan(1), ()),
    ("officer", "plan_step", "uid=draft step=2", _plan(2), ()),
    ("officer", "plan_step", "uid=draft step=3", _plan(3), ()),
    ("officer", "plan_step", "uid=draft step=4", {"act": "none:"}, ()),
    ("leader", "campaign_launch", "uid=draft", {}, ()),
    ("officer", "campaign_propose", "uid=draft", {}, ()),
    ("leader", "campaign_send_back", "uid=proposed", REASON, ()),
    ("officer", "campaign_discard", "uid=draft", {}, ()),
    ("leader", "campaign_close", "uid=sent", {}, ()),
    ("leader", "campaign_cancel", "uid=sent", REASON, ()),
    ("leader", "phase_close", "uid=sent number=1", {}, ()),
    ("leader", "phase_reopen", "uid=sent number=1", REASON, (("leader", "phase_close", "uid=sent number=1", {}),)),
    ("leader", "summary_request", "uid=fresh phase=2", {}, ()),
    ("leader", "summary_cancel", "uid=queued", {}, ()),
    ("officer", "bloc_rotate", "uid=bloc", {"head": "xa-an-hao", "on": "20/3/2021"}, (SEATED,)),
    ("officer", "bloc_leave", "uid=bloc", LEAVING, ()),
    ("officer", "person_reset", "uid=person", REASON, ()),
    ("chair", "account_contact", "", {"phone": "0987 654 321", "email": ""}, ()),
    ("officer", "bloc_copy", "?tu=2021", {"on": "1/1/2022", "k1-take": "on"}, ()),
]  # fmt: skip


@pytest.fixture(autouse=True)
def no_worker(monkeypatch):
    monkeypatch.setattr(tasks, "wake", lambda *args, **kwargs: None)


def send(world, persona, name, named, form):
    path, _ = address(name, named, world.things)
    return world.clients[persona].post(path, form(world) if callable(form) else form)


def attempt(world, act, at):
    """(status, changes in the data, changes in the ledger, statements) of an act cut off at statement `at`."""
    persona, name, named, form, before = act
    client = world.clients[persona]
    client.raise_request_exception = False
    with transaction.atomic(), ExitStack() as line:
        for each in before:
            assert send(world, *each).status_code == 302, each
        form = form(world) if callable(form) else form
        known, scissors = everything(), Scissors(at)
        line.enter_context(connection.execute_wrapper(scissors))
        status = send(world, persona, name, named, form).status_code
        line.close()
        found = everything()
        transaction.set_rollback(True)
    changed = {label for label in known if known[label] != found[label]}
    if len(found[BEGUN]) > len(known[BEGUN]) and changed == {BEGUN}:
        changed = set()
    return status, changed - LEDGER, changed & LEDGER, scissors.count


@pytest.mark.parametrize("part", range(PARTS))
def test_an_act_happens_with_its_line_or_not_at_all(wide_world, part, measured):
    before = CUT["injected_failures"]
    for act in ACTS[part::PARTS]:
        cut_everywhere(wide_world, act)
    assert CUT["injected_failures"] > before
    measured(**CUT)


def cut_everywhere(world, act):
    """Do the act once as a whole, then broken off at statement after statement."""
    status, data, ledger, statements = attempt(world, act, None)
    assert status in (200, 302), (act, status)
    assert data, f"{act} itself changes something"
    assert ledger == LEDGER, act
    for at in range(1 + statements % STRIDE, statements + 1, STRIDE):
        status, data, ledger, _ = attempt(world, act, at)
        assert bool(data) == bool(ledger), (act, at, status, data, ledger)
        assert ledger in (set(), LEDGER), (act, at)
        CUT["injected_failures"] += 1


def test_the_same_file_sent_twice_is_told_once(wide_world):
    path, _ = address("evidence_add", "uid=fresh_unit phase=1 ?chi-tieu=1", wide_world.things)
    lines = LedgerEntry.objects.filter(act="files.attach")
    known = lines.count()
    for _ in range(2):
        assert wide_world.clients["chair"].post(path, _photo(wide_world)).status_code == 302
    assert lines.count() == known + 1
