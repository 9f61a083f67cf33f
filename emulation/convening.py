"""When does a bloc or everybody meet, who came, what was concluded, and what became of the questions asked?"""

from django.db import transaction

from emulation.models import Attendance, Meeting, Petition
from unions.errors import Refusal
from unions.recording import record
from unions.roles import Ability
from unions.vietnamese import nfc


class WordsNeeded(Refusal):
    sentence = "Ghi nội dung rồi lưu."


@transaction.atomic
def convene(campaign, *, by, at, name, starts_at, bloc=None, place="", chaired_by="", topics=()):
    """Call a meeting of the campaign, of one bloc or of all; `topics` are lines in their order."""
    by.require(Ability.PLAN, campaign.organiser)
    meeting = Meeting.objects.create(
        campaign=campaign,
        bloc=bloc,
        name=_words(name),
        starts_at=starts_at,
        place=nfc(place),
        chaired_by=nfc(chaired_by),
        topics=nfc("\n".join(topics)),
    )
    _note("convene", f"{by.name} ghi lịch “{meeting.name}”.", meeting, meeting, by, at)
    return meeting


@transaction.atomic
def note_attendance(meeting, rows, *, by, at):
    """Replace who came: dicts of name, post, body, is_present."""
    by.require(Ability.PLAN, meeting.campaign.organiser)
    meeting.attendances.all().delete()
    people = [Attendance(meeting=meeting, **row) for row in rows]
    Attendance.objects.bulk_create(people)
    present = sum(person.is_present for person in people)
    sentence = (
        f"{by.name} ghi thành phần dự “{meeting.name}”: {present} có mặt, {len(people) - present} vắng."
    )
    _note("note_attendance", sentence, meeting, meeting, by, at)
    return people


@transaction.atomic
def conclude(meeting, *, by, at, conclusion):
    by.require(Ability.PLAN, meeting.campaign.organiser)
    meeting.conclusion = _words(conclusion)
    meeting.save(update_fields=["conclusion"])
    _note("conclude", f"{by.name} ghi kết luận của “{meeting.name}”.", meeting, meeting, by, at)
    return meeting


@transaction.atomic
def note_petition(meeting, *, by, at, question, body=None):
    """Write down what somebody asked or proposed at the meeting."""
    by.require(Ability.PLAN, meeting.campaign.organiser)
    petition = Petition.objects.create(meeting=meeting, body=body, question=_words(question))
    whose = f" của {body.label}" if body else ""
    _note("note_petition", f"{by.name} ghi kiến nghị{whose}: {petition.question}", petition, meeting, by, at)
    return petition


@transaction.atomic
def answer_petition(petition, *, by, at, answer, on):
    by.require(Ability.PLAN, petition.meeting.campaign.organiser)
    petition.answer, petition.answered_on = _words(answer), on
    petition.save(update_fields=["answer", "answered_on"])
    sentence = f"{by.name} trả lời kiến nghị “{petition.question}” ngày {on:%d/%m/%Y}: {petition.answer}"
    _note("answer_petition", sentence, petition, petition.meeting, by, at)
    return petition


def _words(typed):
    words = nfc(typed).strip()
    if not words:
        raise WordsNeeded
    return words


def _note(act, sentence, subject, meeting, by, at):
    campaign = meeting.campaign
    record(
        f"convening.{act}",
        sentence,
        by=by,
        at=at,
        subject=subject,
        body=campaign.organiser,
        topic=campaign.topic,
    )
