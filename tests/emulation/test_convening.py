"""Are meetings, who came and what was asked kept, by the organiser's office only?"""

from datetime import date

import pytest
from django.http import Http404

from emulation.convening import (
    WordsNeeded,
    answer_petition,
    conclude,
    convene,
    note_attendance,
    note_petition,
)
from emulation.models import Meeting, Petition
from tests.factories import BlocFactory
from tests.factories.campaigns import AT
from unions.errors import NotAllowed
from unions.models import LedgerEntry


@pytest.fixture
def meeting(plan, officer, upper_union):
    return convene(
        plan,
        by=officer,
        at=AT,
        name="Buổi làm việc với Khối 01",
        starts_at=AT,
        bloc=BlocFactory(owner=upper_union),
        chaired_by="Chủ tịch",
        topics=["Báo cáo", "Giao chỉ tiêu"],
    )


def last_sentence():
    return LedgerEntry.objects.order_by("-sequence")[0].sentence


def test_convene(meeting, plan, officer):
    stored = Meeting.objects.get(pk=meeting.pk)
    assert (stored.campaign, stored.topic_lines) == (plan, ["Báo cáo", "Giao chỉ tiêu"])
    assert last_sentence() == f"{officer.name} ghi lịch “Buổi làm việc với Khối 01”."


def test_attendance_is_replaced(meeting, officer, commune):
    note_attendance(meeting, [{"name": "Một"}, {"name": "Hai"}], by=officer, at=AT)
    rows = [{"name": "Chủ tịch", "post": "Chủ tịch", "body": commune}, {"name": "Ba", "is_present": False}]
    note_attendance(meeting, rows, by=officer, at=AT)
    assert [(row.name, row.is_present) for row in meeting.attendances.all()] == [
        ("Chủ tịch", True),
        ("Ba", False),
    ]
    assert last_sentence().endswith("“Buổi làm việc với Khối 01”: 1 có mặt, 1 vắng.")


def test_conclusion(meeting, officer):
    conclude(meeting, by=officer, at=AT, conclusion=" Giao chỉ tiêu. ")
    assert Meeting.objects.get(pk=meeting.pk).conclusion == "Giao chỉ tiêu."
    with pytest.raises(WordsNeeded):
        conclude(meeting, by=officer, at=AT, conclusion=" ")


def test_petitions_are_answered(meeting, officer, commune):
    petition = note_petition(meeting, by=officer, at=AT, question="Đề nghị tập huấn", body=commune)
    assert last_sentence() == f"{officer.name} ghi kiến nghị của CĐCS xã An Thạnh: Đề nghị tập huấn"
    answer_petition(petition, by=officer, at=AT, answer="Quý II mở lớp.", on=date(2021, 3, 15))
    stored = Petition.objects.get(pk=petition.pk)
    assert (stored.answer, stored.answered_on) == ("Quý II mở lớp.", date(2021, 3, 15))
    note_petition(meeting, by=officer, at=AT, question="Câu hỏi chung")
    assert last_sentence() == f"{officer.name} ghi kiến nghị: Câu hỏi chung"


def test_only_the_organisers_office(meeting, plan, officer, chair_of, officer_of, grassroots, stranger):
    petition = note_petition(meeting, by=officer, at=AT, question="Đề nghị tập huấn")
    acts = [
        lambda by: convene(plan, by=by, at=AT, name="x", starts_at=AT),
        lambda by: note_attendance(meeting, [], by=by, at=AT),
        lambda by: conclude(meeting, by=by, at=AT, conclusion="x"),
        lambda by: note_petition(meeting, by=by, at=AT, question="x"),
        lambda by: answer_petition(petition, by=by, at=AT, answer="x", on=date(2021, 3, 15)),
    ]
    for act in acts:
        with pytest.raises(NotAllowed):
            act(chair_of(grassroots))
        with pytest.raises(Http404):
            act(officer_of(stranger))
