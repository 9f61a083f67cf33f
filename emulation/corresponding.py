"""Which official letters came in and went out for a campaign, exactly as the clerk numbered them?"""

from django.db import transaction

from emulation.models import Dispatch
from unions.errors import Refusal
from unions.recording import record
from unions.roles import Ability
from unions.vietnamese import nfc


class SubjectNeeded(Refusal):
    sentence = "Ghi trích yếu (V/v) của công văn."


class StrangeAnswer(Refusal):
    sentence = "Công văn được trả lời phải là công văn đến của chính phong trào này."


@transaction.atomic
def file_dispatch(campaign, *, by, at, direction, subject, recipients=(), answers=None, **columns):
    """File one letter; `recipients` are lines, `columns` are number, dated_on, counterpart and the sign block.

    Number and date are the clerk's: left blank they stay blank.
    """
    by.require(Ability.PLAN, campaign.organiser)
    subject = nfc(subject).strip()
    if not subject:
        raise SubjectNeeded
    if answers and (answers.campaign_id != campaign.pk or answers.direction != Dispatch.Direction.INCOMING):
        raise StrangeAnswer
    columns = {name: nfc(value) if isinstance(value, str) else value for name, value in columns.items()}
    dispatch = Dispatch.objects.create(
        campaign=campaign,
        direction=direction,
        subject=subject,
        recipients=nfc("\n".join(recipients)),
        answers=answers,
        **columns,
    )
    label = dispatch.get_direction_display().lower()
    number = f" số {dispatch.number}" if dispatch.number else ""
    dated = f" ngày {dispatch.dated_on:%d/%m/%Y}" if dispatch.dated_on else ""
    record(
        "corresponding.file_dispatch",
        f"{by.name} lưu {label}{number}{dated}, V/v {subject}.",
        by=by,
        at=at,
        subject=dispatch,
        body=campaign.organiser,
        topic=campaign.topic,
    )
    return dispatch
