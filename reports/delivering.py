"""How does a finished file leave the house?"""

import hashlib
from io import BytesIO

from django.db import transaction

from reports import building
from unions.errors import Refusal
from unions.jobs import JobState
from unions.recording import record
from unions.roles import Ability


class NotReady(Refusal):
    sentence = "Bản tổng hợp này chưa lập xong nên chưa có tệp để tải."


class FileGone(Refusal):
    sentence = (
        "Tệp không còn nguyên trên máy chủ. Số liệu đã chốt vẫn xem được; đồng chí báo bộ phận kỹ thuật."
    )


@transaction.atomic
def hand_over(report, *, by, at):
    """The bytes of the finished file, compared with the checksum of the day it was made; written in the ledger."""
    by.require(Ability.SUMMARISE, report.scope)
    if report.state != JobState.READY:
        raise NotReady
    try:
        content = (building.folder() / report.stored_as).read_bytes()
    except FileNotFoundError as problem:
        raise FileGone from problem
    if hashlib.sha256(content).hexdigest() != report.sha256:
        raise FileGone
    sentence = f"{by.name} tải {report.file_name} ({report.campaign.name})."
    record(
        "delivering.hand_over", sentence, by=by, at=at, subject=report, body=report.scope, topic=report.topic
    )
    return BytesIO(content)
