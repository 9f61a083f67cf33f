"""Campaigns of tests: a small plan in the words of S0, built and launched through the acts."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

from emulation.drafting import draft, set_contents, set_indicators, set_phases
from emulation.inviting import choose
from emulation.launching import launch

AT = datetime(2021, 3, 5, 8, 0, tzinfo=ZoneInfo("Asia/Ho_Chi_Minh"))
LAUNCH_DAY = date(2021, 3, 5)
PHASES = [
    {"number": 1, "name": "Giai đoạn 1", "starts_on": date(2021, 1, 1), "ends_on": date(2021, 4, 30)},
    {"number": 2, "name": "Giai đoạn 2", "starts_on": date(2021, 5, 1), "ends_on": date(2021, 12, 31)},
]
EVERYONE = {
    "statement": "100% CĐCS tổ chức tuyên truyền phổ biến chủ trương, chính sách, pháp luật",
    "kind": "unit_share",
    "comparator": "all",
    "unit": "CĐCS",
    "content": 1,
}


def draft_campaign(organiser, by, *, name="Phong trào thi đua năm 2021", year=2021, at=AT, **columns):
    return draft(organiser, by=by, at=at, name=name, year=year, **columns)


def planned_campaign(organiser, by, bodies, *, indicators=(EVERYONE,), phases=PHASES, at=AT, **columns):
    """A draft with phases, one content, indicators and participants."""
    campaign = draft_campaign(organiser, by, at=at, **columns)
    set_phases(campaign, phases, by=by, at=at)
    set_contents(campaign, [{"label": "1", "title": "Tuyên truyền, vận động"}], by=by, at=at)
    set_indicators(campaign, list(indicators), by=by, at=at)
    choose(campaign, bodies, by=by, at=at)
    return campaign


def running_campaign(organiser, by, bodies, *, at=AT, on=LAUNCH_DAY, **columns):
    """A launched campaign; its participants are frozen."""
    campaign = planned_campaign(organiser, by, bodies, at=at, **columns)
    return launch(campaign, by=by, at=at, on=on)
