"""Units of two blocs in a running campaign, and what they do, for the tests of the board. For `import *`."""

from datetime import date

import pytest

from emulation.models import Phase
from targets.assigning import assign_many
from targets.declaring import declare, results_of, save_results
from targets.registering import registration_of, save_lines, submit, take_assigned
from tests.cast import NOW
from tests.factories import BlocFactory, BodyFactory, MandateFactory
from tests.factories.campaigns import EVERYONE, running_campaign
from tests.targets.campaign_cast import DUE
from unions.access import Access
from unions.models import BlocMember
from unions.quantities import SCALE
from unions.roles import Role

NAMES = ("CĐCS Công ty Đường Bảy Núi", "CĐCS xã Ân Hảo", "CĐCS xã Nhơn Hưng", "CĐCS Trường THCS Nhà Bàng")
COUNTED = {
    "statement": "Phát triển 15 đoàn viên",
    "kind": "count",
    "comparator": "ge",
    "value": 60 * SCALE,
    "content": 1,
}


@pytest.fixture
def blocs(upper_union):
    return [
        BlocFactory(owner=upper_union, number=1, name="Khối 1 – Doanh nghiệp"),
        BlocFactory(owner=upper_union, number=2, name="Khối 2 – Xã, thị trấn"),
    ]


@pytest.fixture
def units(upper_union, officer, kinds, sectors, blocs):
    """Participants in the order of NAMES, each asked to win fifteen members; the last belongs to no bloc."""
    bodies = []
    for number, name in enumerate(NAMES):
        body = BodyFactory(name=name, kind=kinds["cdcs"], parent=upper_union, sector=sectors["hcsn"])
        MandateFactory(body=body, role=Role.CHAIR, user__full_name=f"Chủ tịch số {number}")
        if number < 3:
            BlocMember.objects.create(bloc=blocs[number > 0], body=body, from_on=date(2021, 1, 1))
        bodies.append(body)
    campaign = running_campaign(
        upper_union,
        officer,
        bodies,
        indicators=[EVERYONE, COUNTED],
        registration_due_at=DUE,
        agree_when_taken=False,
    )
    rows = campaign.participants.select_related("campaign__organiser", "body")
    found = {row.name: row for row in rows}
    members = campaign.indicators.get(kind="count")
    assign_many(campaign, {(row.pk, members.pk): 15 * SCALE for row in rows}, by=officer, at=NOW)
    return [found[name] for name in NAMES]


def chair_access(participant):
    return Access(participant.body.mandates.get().user, NOW.date())


def members_of(participant):
    return participant.campaign.indicators.get(kind="count")


def send(participant, at=NOW, value=15, late_reason="Chờ hội nghị"):
    """The unit takes what was assigned, or registers another number of members, and sends it."""
    by = chair_access(participant)
    registration = take_assigned(registration_of(participant), by=by, at=at)
    if value != 15:
        save_lines(registration, {members_of(participant).pk: {"value": value * SCALE}}, by=by, at=at)
    return submit(registration, by=by, at=at, received_at=at, late_reason=late_reason)


def report(participant, at=NOW, number=1):
    """The unit answers both lines of the phase and sends them."""
    by, phase = chair_access(participant), Phase.objects.get(campaign=participant.campaign, number=number)
    answers = {pk: {"num": SCALE} for pk in results_of(participant, phase)}
    save_results(participant, phase, answers, by=by, at=at)
    return declare(participant, phase, by=by, at=at, received_at=at)
