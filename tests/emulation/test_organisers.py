"""Does a closed campaign show the name its organiser had when it was closed?"""

from datetime import date

import pytest

from emulation.closing import close
from emulation.launching import launch
from tests.cast import DAY, NOW
from tests.factories.campaigns import AT, LAUNCH_DAY
from unions import changing
from unions.access import SystemAccess

NEW = "Liên đoàn Lao động thị xã Tịnh Biên"


@pytest.fixture
def running(plan, officer):
    return launch(plan, by=officer, at=AT, on=LAUNCH_DAY)


def rename(body, day=DAY):
    decision = {"decision_no": "1/QĐ", "decided_on": day, "effective_on": day, "reason": "Lên thị xã."}
    changing.record_change(
        "rename", by=SystemAccess(day), at=NOW, on=day, body=body, name=NEW, short_name="", **decision
    )


def pages(sign_in, officer, campaign):
    client = sign_in(officer)
    addresses = ["/phong-trao/", f"/phong-trao/{campaign.uid}/", "/tong-quan/"]
    return [client.get(address).content.decode().split("<main", 1)[1] for address in addresses]


def test_a_running_campaign_shows_the_name_of_today(running, upper_union, sign_in, officer):
    rename(upper_union)
    assert all(NEW in page for page in pages(sign_in, officer, running))


def test_a_closed_campaign_keeps_the_name_of_then(running, upper_union, sign_in, officer):
    close(running, by=officer, at=NOW)
    rename(upper_union, date(2021, 3, 11))
    for page in pages(sign_in, officer, running):
        assert NEW not in page
        assert "huyện Tịnh Biên" in page
