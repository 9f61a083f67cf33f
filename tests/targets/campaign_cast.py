"""A running campaign of the district with every way to answer, and one unit that registers. For `import *`."""

from datetime import date, datetime, timedelta

import pytest

from emulation.drafting import set_movements
from emulation.launching import launch
from emulation.models import Participant, Title
from targets.assigning import assign_many
from targets.registering import registration_of, save_lines, set_works, submit, take_assigned
from tests.cast import HANOI, NOW
from tests.factories.campaigns import planned_campaign
from tests.factories.people import PASSWORD
from unions.quantities import SCALE

DUE = datetime(2021, 3, 31, 17, 0, tzinfo=HANOI)
PROPAGANDA, AGREEMENT, MEMBERS, TRAINED, ACCIDENTS, ACTIVITY = range(6)
PLAN = [
    {"statement": "100% CĐCS tổ chức tuyên truyền", "kind": "unit_share", "comparator": "all", "content": 1},
    {
        "statement": "Thương lượng, ký kết thỏa ước lao động tập thể",
        "kind": "unit_share",
        "comparator": "gt",
        "value": 75 * SCALE,
        "content": 1,
    },
    {
        "statement": "Phát triển trên 1.500 đoàn viên",
        "kind": "count",
        "comparator": "gt",
        "value": 1500 * SCALE,
        "unit": "đoàn viên",
        "content": 1,
    },
    {
        "statement": "Cán bộ công đoàn được tập huấn",
        "kind": "quantity_share",
        "comparator": "gt",
        "value": 95 * SCALE,
        "content": 1,
    },
    {"statement": "Không để xảy ra tai nạn lao động", "kind": "zero", "comparator": "zero", "content": 1},
    {"statement": "Nâng cao chất lượng hoạt động", "kind": "narrative"},
]


@pytest.fixture
def campaign(upper_union, officer, grassroots):
    running = planned_campaign(
        upper_union,
        officer,
        [grassroots],
        indicators=PLAN,
        registration_due_at=DUE,
        theme="Đổi mới, sáng tạo",
        basis="Căn cứ Nghị quyết Đại hội Công đoàn huyện;\nCăn cứ Kế hoạch năm 2021.",
    )
    group = Title.objects.create(code="tap-the", name="Tập thể Lao động tiên tiến", level="group")
    person = Title.objects.create(code="ca-nhan", name="Lao động tiên tiến", level="person")
    set_movements(running, [], [group, person], by=officer, at=NOW)
    return launch(running, by=officer, at=NOW, on=date(2021, 3, 5))


@pytest.fixture
def indicators(campaign):
    return list(campaign.indicators.order_by("position", "pk"))


@pytest.fixture
def participant(campaign, grassroots):
    return Participant.objects.select_related("campaign__organiser", "body").get(
        campaign=campaign, body=grassroots
    )


@pytest.fixture
def assigned(campaign, participant, indicators, officer):
    """Fifteen new members were assigned; every other line hands its value down."""
    assign_many(campaign, {(participant.pk, indicators[MEMBERS].pk): 15 * SCALE}, by=officer, at=NOW)
    return participant


@pytest.fixture
def registration(assigned):
    return registration_of(assigned)


@pytest.fixture
def taken(registration, chair):
    """Everything assigned was taken; not sent yet."""
    return take_assigned(registration, by=chair, at=NOW)


@pytest.fixture
def sent(taken, chair, indicators):
    """One line below the assigned value: it waits for review."""
    less = {indicators[MEMBERS].pk: {"value": 10 * SCALE}}
    save_lines(taken, less, by=chair, at=NOW)
    return submit(taken, by=chair, at=NOW, received_at=NOW)


@pytest.fixture
def pledge(taken, chair, participant):
    """The pledge that opened because everything assigned was taken."""
    set_works(taken, [{"name": "Sân chơi công nhân", "due_on": date(2021, 9, 2)}], by=chair, at=NOW)
    submit(taken, by=chair, at=NOW, received_at=NOW)
    return participant.pledges.get()


def later(**delta):
    return NOW + timedelta(**delta)


@pytest.fixture
def days_later(time_machine, client, chair):
    """days_later(moment): the clock moves on and the chair signs in again, the old session being over."""

    def move(moment):
        time_machine.move_to(moment, tick=False)
        client.force_login(chair.user, backend="django.contrib.auth.backends.ModelBackend")
        client.post("/xac-nhan-mat-khau/", {"password": PASSWORD, "tiep": "/"})

    return move
