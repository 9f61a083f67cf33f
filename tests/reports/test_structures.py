"""Is "cơ cấu lúc đó" the tree of the data day and "cơ cấu hiện nay" that of today, when it changes in mid-campaign?"""

from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest

from emulation.closing import close
from reports.figures import data_version
from tests.cast import HANOI
from tests.factories import BodyFactory
from tests.reports import tinh_bien
from unions import changing
from unions.access import SystemAccess
from unions.models import UnionBody

MARCH, JUNE = date(2021, 3, 15), date(2021, 6, 1)  # in the first phase, which ends on 30/4, and after it
LATER = datetime(2021, 7, 14, 16, 30, tzinfo=ZoneInfo("Asia/Ho_Chi_Minh"))
OLD, HEIR = "CĐCS xã An Thạnh", "CĐCS xã Phú Lộc"


def change(kind, day, **plan):
    at = datetime(day.year, day.month, day.day, 9, 0, tzinfo=HANOI)
    decision = {"decision_no": "9/QĐ-LĐLĐ", "decided_on": day, "effective_on": day, "reason": "Sắp xếp."}
    return changing.record_change(kind, by=SystemAccess(day), at=at, on=day, **decision, **plan)


def body(name):
    return UnionBody.objects.select_related("kind", "parent").get(name=name)


def names(summary):
    return {unit.name for unit in summary.units}


def gone(summary):
    return {each.who: each.reason for each in summary.absences if each.kind == "Đã rời"}


@pytest.fixture
def beside(province, kinds):
    return BodyFactory(name="LĐLĐ huyện Tri Tôn", code="huyen-tri-ton", kind=kinds["huyen"], parent=province)


@pytest.fixture
def of_province(campaign, province):
    """The same campaign, organised by the province: then the district is only a part of what is summed up."""
    type(campaign).objects.filter(pk=campaign.pk).update(organiser=province)
    campaign.refresh_from_db()
    return campaign


def test_a_merger_after_the_phase_changes_nothing_then_and_names_the_heir_today(campaign, summarise):
    before = names(summarise(at=LATER))
    change("merge", JUNE, bodies=[body(OLD)], into=body(HEIR))
    assert names(summarise(at=LATER)) == before
    today = names(summarise(at=LATER, structure="now"))
    assert today == before - {OLD} | {f"{OLD} (nay: {HEIR})"}


def test_an_heir_that_was_merged_in_its_turn_leads_on_to_the_last_one(campaign, summarise):
    change("merge", MARCH, bodies=[body(OLD)], into=body(HEIR))
    change("merge", JUNE, bodies=[body(HEIR)], into=body("CĐCS xã Tân Hiệp"))
    today = names(summarise(at=LATER, structure="now"))
    assert {f"{OLD} (nay: CĐCS xã Tân Hiệp)", f"{HEIR} (nay: CĐCS xã Tân Hiệp)"} < today


def test_a_merger_in_mid_phase_keeps_the_unit_because_its_heir_reports_for_it(campaign, summarise):
    change("merge", MARCH, bodies=[body(OLD)], into=body(HEIR))
    assert OLD in names(summarise())
    assert summarise().head.total == 34


def test_a_move_shows_the_unit_where_it_stood_then_and_where_it_stands_today(
    of_province, summarise, upper_union, beside
):
    moved = body(OLD)
    change("move", JUNE, body=moved, to=beside)
    assert OLD in names(summarise(scope=upper_union, at=LATER))
    assert names(summarise(scope=beside, at=LATER)) == set()
    assert OLD not in names(summarise(scope=upper_union, at=LATER, structure="now"))
    assert names(summarise(scope=beside, at=LATER, structure="now")) == {OLD}
    assert names(summarise(None, scope=beside, at=LATER)) == {OLD}


def test_today_a_unit_stands_where_its_heir_stands(of_province, summarise, upper_union, beside, kinds):
    heir = BodyFactory(name="CĐCS xã mới", code="xa-moi", kind=kinds["cdcs"], parent=beside)
    change("merge", JUNE, bodies=[body(OLD)], into=heir)
    assert names(summarise(scope=beside, at=LATER, structure="now")) == {f"{OLD} (nay: CĐCS xã mới)"}
    assert OLD in names(summarise(scope=upper_union, at=LATER))


def test_a_unit_is_named_as_on_the_data_day(campaign, summarise):
    change("rename", MARCH, body=body(OLD), name="CĐCS xã An Thạnh Trung")
    change("rename", JUNE, body=body("CĐCS xã An Thạnh Trung"), name="CĐCS phường An Thạnh")
    assert "CĐCS xã An Thạnh Trung" in names(summarise(at=LATER))
    assert "CĐCS phường An Thạnh" in names(summarise(at=LATER, structure="now"))


def test_the_organiser_is_named_as_on_the_data_day(campaign, summarise, upper_union):
    change("rename", JUNE, body=upper_union, name="Liên đoàn Lao động thị xã Tịnh Biên")
    campaign.refresh_from_db()
    upper_union.refresh_from_db()
    assert summarise(at=LATER).head.organiser == "Liên đoàn Lao động huyện Tịnh Biên"
    assert summarise(at=LATER, structure="now").head.organiser == "Liên đoàn Lao động thị xã Tịnh Biên"


def test_a_dissolved_unit_leaves_later_denominators_with_the_reason(campaign, summarise):
    change("dissolve", JUNE, bodies=[body(OLD)])
    assert (summarise(at=LATER).head.total, gone(summarise(at=LATER)).get(OLD)) == (34, None)
    later = summarise(campaign.phases.get(number=2), at=LATER)
    assert later.head.total == 33
    assert gone(later)[OLD] == "Giải thể theo quyết định số 9/QĐ-LĐLĐ: Sắp xếp (từ ngày 01/6/2021)"


def test_a_closed_campaign_keeps_its_names_and_figures(campaign, summarise, leader):
    before = summarise(at=tinh_bien.DATA_AT)
    close(campaign, by=leader, at=tinh_bien.DATA_AT)
    change("rename", JUNE, body=body(HEIR), name="CĐCS phường Phú Lộc")
    change("merge", JUNE, bodies=[body(OLD)], into=body("CĐCS phường Phú Lộc"))
    after = summarise(at=LATER)
    assert names(after) == names(before)
    assert after.standing == before.standing


def test_figures_read_before_a_change_of_the_tree_are_not_shown_as_of_today(campaign):
    before = data_version(campaign)
    change("dissolve", JUNE, bodies=[body(OLD)])
    assert data_version(campaign) > before
