"""Is a file of units taken whole or not at all, whatever happens to the worker or to the tree (RELIABILITY R27)?"""

import os
import random
import signal
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection, transaction

from tests.cast import DAY, NOW
from tests.counts import IS_FULL, count
from tests.factories import BodyFactory
from tests.unions.test_views_imports import read_here
from unions import bringing, import_jobs, import_starting, importing, placing, tasks, workbooks
from unions.checking import verify_ledger
from unions.jobs import JobState, claim
from unions.lifecycle import WrongState
from unions.models import BodyImport, LedgerEntry, Mandate, UnionBody, User

pytestmark = [pytest.mark.django_db, pytest.mark.prove("import")]

LATER = NOW + timedelta(seconds=46)


@pytest.fixture(autouse=True)
def quick(monkeypatch):
    monkeypatch.setattr(workbooks, "guarded", read_here)
    monkeypatch.setattr(tasks, "wake", lambda *args, **kwargs: None)


def previewed(under, by, units, name="ds.csv"):
    lines = "".join(f"{unit};{members}\n" for unit, members in units)
    upload = SimpleUploadedFile(name, f"Tên CĐCS;Đoàn viên\n{lines}".encode())
    row = bringing.receive(under, upload, DAY, by=by, at=NOW)
    return bringing.match_columns(row, row.mapping, by=by, at=NOW)


def many(number):
    return [(f"CĐCS số {each}", each + 1) for each in range(number)]


@pytest.fixture
def queued(upper_union, officer):
    return import_starting.start_taking(previewed(upper_union, officer, many(4)), by=officer, at=NOW)


def again(row):
    return BodyImport.objects.get(pk=row.pk)


def brought():
    return UnionBody.objects.filter(name__startswith="CĐCS số ").count()


def test_a_second_delivery_and_a_forged_id_do_nothing(queued):
    import_jobs.take(queued.pk, at=NOW, on=DAY)
    lines = LedgerEntry.objects.count()
    for forged in (queued.pk, None, "x", 10**9, [1]):
        import_jobs.take(forged, at=NOW, on=DAY)
    assert (again(queued).step, again(queued).attempt, brought()) == ("done", 1, 4)
    assert LedgerEntry.objects.count() == lines


def test_a_tree_that_changed_since_brings_the_preview_back(queued, upper_union, officer, kinds):
    row = {"code": "so-1", "name": "CĐCS số 1", "kind": kinds["cdcs"], "parent": upper_union}
    placing.found_many([row], by=officer, at=NOW, on=DAY)
    import_jobs.take(queued.pk, at=NOW, on=DAY)
    row = again(queued)
    assert (row.step, row.state, brought()) == ("preview", "failed", 1)
    assert row.failure == str(bringing.TreeChanged())
    assert (row.preview["counts"]["them"], row.preview["counts"]["doi"]) == (3, 1)
    import_starting.start_taking(row, by=officer, at=NOW)
    import_jobs.take(queued.pk, at=NOW, on=DAY)
    assert (again(queued).step, again(queued).failure, brought()) == ("done", "", 4)


def test_who_lost_the_right_meanwhile_brings_nothing_in(queued):
    Mandate.objects.filter(user=queued.queued_by).update(until_on=DAY)
    import_jobs.take(queued.pk, at=NOW, on=DAY)
    assert (again(queued).step, again(queued).failure, brought()) == ("preview", import_jobs.NO_RIGHT, 0)


def test_whose_account_was_closed_meanwhile_brings_nothing_in(queued):
    User.objects.filter(pk=queued.queued_by_id).update(is_active=False)
    import_jobs.take(queued.pk, at=NOW, on=DAY)
    assert (again(queued).step, again(queued).failure, brought()) == ("preview", import_jobs.NO_RIGHT, 0)


def test_a_move_while_the_file_is_read_brings_the_preview_back(
    queued, upper_union, kinds, system, monkeypatch
):
    elsewhere, digest_of = BodyFactory(code="tinh-khac", kind=kinds["tinh"]), bringing.digest_of

    def moved_meanwhile(found):
        body = UnionBody.objects.get(pk=upper_union.pk)
        placing.move(body, to=elsewhere, by=system, at=NOW, on=DAY, decision_no="1")
        return digest_of(found)

    monkeypatch.setattr(bringing, "digest_of", moved_meanwhile)
    import_jobs.take(queued.pk, at=NOW, on=DAY)
    assert (again(queued).step, again(queued).failure, brought()) == (
        "preview",
        str(bringing.TreeChanged()),
        0,
    )


def test_an_error_at_the_last_row_takes_nothing(upper_union, officer, monkeypatch):
    """Of 5,000 rows everything but the last would go in; the database refuses that one."""
    number = count(5000)
    row = import_starting.start_taking(previewed(upper_union, officer, many(number)), by=officer, at=NOW)
    real, told = placing.state_facts_many, []

    def refuse(stated, **rest):
        told.append(len(stated))
        real(stated[:-1], **rest)
        raise ValueError("the last row")

    monkeypatch.setattr(importing.placing, "state_facts_many", refuse)
    import_jobs.take(row.pk, at=NOW, on=DAY)
    assert told == [number]
    assert (again(row).step, again(row).failure, brought()) == ("preview", import_jobs.BROKEN, 0)
    assert not LedgerEntry.objects.filter(act="placing.found").exists()


def test_a_wrong_cell_in_the_last_row_keeps_the_button_away(upper_union, officer):
    row = previewed(upper_union, officer, [*many(count(5000)), ("CĐCS cuối", "nhiều")])
    assert row.preview["counts"]["loi"] == 1
    with pytest.raises(bringing.NotYet):
        import_starting.start_taking(row, by=officer, at=NOW)


def test_every_wrong_cell_is_named_and_no_other(upper_union, officer, measured):
    chosen, number = random.Random(7), count(10_000)
    wrong = set(chosen.sample(range(number), number // 20))
    bad = ["mười", "-5", "1,5", "12 người và 3", "1/2/2021"]
    units = [
        (name, chosen.choice(bad) if place in wrong else figure)
        for place, (name, figure) in enumerate(many(number))
    ]
    row = previewed(upper_union, officer, units)
    named = {each["cell"] for each in row.preview["errors"]}
    assert named == {f"B{place + 2}" for place in wrong}
    measured(wrong_cells=len(wrong), named=len(named), false=0)


def test_two_files_are_taken_one_after_the_other(queued, upper_union, officer):
    """Both speak of the same units: the second finds them there, and asks to be looked at again."""
    other = previewed(upper_union, officer, many(5), name="khac.csv")
    import_starting.start_taking(other, by=officer, at=NOW)
    assert claim(queued, at=NOW)
    import_jobs.take(other.pk, at=NOW, on=DAY)
    assert (again(other).state, again(other).attempt) == ("queued", 0)
    BodyImport.objects.filter(pk=queued.pk).update(state="queued")
    import_jobs.take(queued.pk, at=NOW, on=DAY)
    import_jobs.take(other.pk, at=NOW, on=DAY)
    assert (again(queued).step, again(other).step, brought()) == ("done", "preview", 4)
    assert again(other).preview["counts"]["them"] == 1


# Stopping -------------------------------------------------------------------------------------------------------------


def test_stopped_in_the_queue_or_at_work_nothing_is_taken(queued, officer, monkeypatch):
    import_starting.cancel_taking(again(queued), by=officer, at=NOW)
    import_jobs.take(queued.pk, at=NOW, on=DAY)
    assert (again(queued).step, again(queued).state, brought()) == ("preview", "cancelled", 0)
    import_starting.start_taking(again(queued), by=officer, at=NOW)
    real = bringing.finish_taking

    def stopped_meanwhile(row, *args, **rest):
        import_starting.cancel_taking(again(row), by=officer, at=NOW)
        return real(row, *args, **rest)

    monkeypatch.setattr(bringing, "finish_taking", stopped_meanwhile)
    import_jobs.take(queued.pk, at=NOW, on=DAY)
    assert (again(queued).step, again(queued).state, brought()) == ("preview", "cancelled", 0)


def test_what_was_taken_cannot_be_stopped(queued, officer):
    import_jobs.take(queued.pk, at=NOW, on=DAY)
    with pytest.raises(WrongState):
        import_starting.cancel_taking(again(queued), by=officer, at=NOW)


def test_a_stale_attempt_takes_nothing(queued, monkeypatch):
    real = bringing.finish_taking

    def taken_over(row, *args, **rest):
        BodyImport.objects.filter(pk=row.pk).update(attempt=2)
        return real(row, *args, **rest)

    monkeypatch.setattr(bringing, "finish_taking", taken_over)
    import_jobs.take(queued.pk, at=NOW, on=DAY)
    assert (again(queued).state, again(queued).step, brought()) == ("building", "taking", 0)


# Rescue ---------------------------------------------------------------------------------------------------------------


def test_only_imports_that_are_being_taken_are_rescued(queued, upper_union, officer):
    lying = previewed(upper_union, officer, [("CĐCS khác", 1)], name="khac.csv")
    assert claim(queued, at=NOW)
    assert import_jobs.rescue(at=NOW + timedelta(seconds=44)) == []
    assert import_jobs.rescue(at=LATER) == [queued.pk]
    assert (again(lying).state, again(lying).step) == ("queued", "preview")
    import_jobs.take(lying.pk, at=LATER, on=DAY)
    assert again(lying).step == "preview"


def test_three_deaths_are_enough(queued):
    BodyImport.objects.filter(pk=queued.pk).update(state=JobState.BUILDING, attempt=3, lease_until=NOW)
    assert import_jobs.rescue(at=LATER) == []
    assert (again(queued).step, again(queued).failure) == (
        "preview",
        "Đã thử 3 lần chưa xong. Đồng chí báo bộ phận kỹ thuật.",
    )


def test_a_message_carries_the_id_and_without_a_broker_the_row_waits(queued, monkeypatch):
    monkeypatch.undo()
    sent = []
    monkeypatch.setattr(tasks.take_import, "apply_async", lambda **message: sent.append(message))
    tasks.rescue_imports()
    assert [message["kwargs"] for message in sent] == [{"import_id": queued.pk}]
    monkeypatch.setattr(tasks.take_import, "apply_async", _refuse)
    assert not tasks.wake(queued.pk, at=NOW)
    assert again(queued).state == "queued"


def _refuse(**message):
    raise OSError("no disk")


# kill -9 --------------------------------------------------------------------------------------------------------------


def counts(sql):
    """Does this statement do work? Progress is told over another connection where the work is not undone."""
    return "progress_note" not in sql and not sql.startswith(("SAVEPOINT", "RELEASE", "BEGIN"))


def work_until_killed(import_id, statement):
    """A process of its own takes the import and is killed before its n-th statement."""
    child = os.fork()
    if child:
        _, status = os.waitpid(child, 0)
        return os.WTERMSIG(status)
    connection.connection = None  # the parent's line stays the parent's
    seen = []

    def strike(execute, sql, params, many, context):
        seen.extend([sql] if counts(sql) else [])
        if len(seen) >= statement:
            os.kill(os.getpid(), signal.SIGKILL)
        return execute(sql, params, many, context)

    with connection.execute_wrapper(strike):
        import_jobs.take(import_id, at=NOW, on=DAY)
    os._exit(0)


def statements_of(import_id):
    """How many statements taking it needs; undone."""
    seen = []

    def note(execute, sql, params, many, context):
        seen.extend([sql] if counts(sql) else [])
        return execute(sql, params, many, context)

    with transaction.atomic():
        with connection.execute_wrapper(note):
            import_jobs.take(import_id, at=NOW, on=DAY)
        assert brought() == 4
        transaction.set_rollback(True)
    return len(seen)


@pytest.mark.usefixtures("committed")
def test_a_worker_killed_at_any_statement_leaves_nothing_and_the_next_one_takes_all(queued, measured):
    known = UnionBody.objects.count()
    total = statements_of(queued.pk)
    chosen = [*random.Random(27).choices(range(1, total), k=19), total] if IS_FULL else [total]
    for statement in chosen:
        BodyImport.objects.filter(pk=queued.pk).update(state="queued", attempt=0, lease_until=None)
        assert work_until_killed(queued.pk, statement) == signal.SIGKILL
        assert (UnionBody.objects.count(), again(queued).step) == (known, "taking")
    assert import_jobs.rescue(at=LATER) == [queued.pk]
    import_jobs.take(queued.pk, at=LATER, on=DAY)
    assert (again(queued).step, brought()) == ("done", 4)
    assert verify_ledger().is_whole
    measured(kills=len(chosen), partial_imports=0)
