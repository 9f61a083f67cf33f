"""Are letters filed exactly as the clerk numbered them, and only real answers taken for answers?"""

from datetime import date

import pytest
from django.http import Http404

from emulation.corresponding import StrangeAnswer, SubjectNeeded, file_dispatch
from emulation.models import Dispatch
from tests.factories.campaigns import AT, draft_campaign
from unions.errors import NotAllowed
from unions.models import LedgerEntry

IN, OUT = Dispatch.Direction.INCOMING, Dispatch.Direction.OUTGOING


def test_a_letter_and_its_answer(plan, officer):
    incoming = file_dispatch(
        plan,
        by=officer,
        at=AT,
        direction=IN,
        subject="đăng ký nội dung thi đua năm 2021",
        number="01/MTTQ-KTĐ",
        dated_on=date(2021, 2, 18),
    )
    line = LedgerEntry.objects.order_by("-sequence")[0]
    assert line.sentence == (
        f"{officer.name} lưu công văn đến số 01/MTTQ-KTĐ ngày 18/02/2021, V/v đăng ký nội dung thi đua năm 2021."
    )
    outgoing = file_dispatch(
        plan,
        by=officer,
        at=AT,
        direction=OUT,
        subject="trả lời",
        recipients=["Như trên", "Lưu: VT"],
        answers=incoming,
    )
    stored = Dispatch.objects.get(pk=outgoing.pk)
    assert (stored.number, stored.dated_on, stored.answers) == ("", None, incoming)
    assert stored.recipients == "Như trên\nLưu: VT"
    assert LedgerEntry.objects.order_by("-sequence")[0].sentence.endswith("lưu công văn đi, V/v trả lời.")


def test_what_cannot_be_filed(plan, officer, upper_union):
    other = draft_campaign(upper_union, officer)
    elsewhere = file_dispatch(other, by=officer, at=AT, direction=IN, subject="x")
    own = file_dispatch(plan, by=officer, at=AT, direction=OUT, subject="x")
    with pytest.raises(SubjectNeeded):
        file_dispatch(plan, by=officer, at=AT, direction=IN, subject=" ")
    for answered in (elsewhere, own):
        with pytest.raises(StrangeAnswer):
            file_dispatch(plan, by=officer, at=AT, direction=OUT, subject="x", answers=answered)


def test_only_the_organisers_office(plan, chair_of, officer_of, grassroots, stranger):
    with pytest.raises(NotAllowed):
        file_dispatch(plan, by=chair_of(grassroots), at=AT, direction=IN, subject="x")
    with pytest.raises(Http404):
        file_dispatch(plan, by=officer_of(stranger), at=AT, direction=IN, subject="x")
