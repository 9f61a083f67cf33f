"""Does a figure of a body show what it changes before it is saved, and is the old one never lost?"""

from datetime import date

import pytest

from tests.cast import NOW
from tests.factories import MandateFactory
from tests.factories.campaigns import EVERYONE, draft_campaign, planned_campaign, running_campaign
from unions.access import Access
from unions.errors import NotAllowed
from unions.fact_effects import effects_of
from unions.models import BodyFacts, LedgerEntry
from unions.quantities import SCALE
from unions.roles import Role
from unions.stating import Stated, state

TODAY = date(2021, 3, 10)
WOMEN = EVERYONE | {
    "kind": "quantity_share",
    "comparator": "ge",
    "value": 90 * SCALE,
    "unit": "người",
    "denominator_fact": "women",
    "denominator_note": "tổng số nữ",
}


@pytest.fixture
def address(grassroots):
    return f"/don-vi/{grassroots.code}/so-lieu/"


@pytest.fixture
def women(grassroots):
    return BodyFacts.objects.create(
        body=grassroots, code="women", as_of=date(2020, 12, 31), value=46 * SCALE, source="báo cáo năm"
    )


def text(response):
    return response.content.decode()


TYPED = {"code": "women", "value": "48", "as_of": "31/12/2020", "source": "biên bản kiểm tra"}


def stated(value=48, as_of=date(2020, 12, 31)):
    return Stated("women", value * SCALE, as_of, "biên bản")


def said(body, by, **what):
    return [(each.sentence, each.is_frozen) for each in effects_of(body, stated(**what), by, TODAY)]


def test_all_figures_with_their_history(sign_in, officer_of, upper_union, grassroots, women, address):
    BodyFacts.objects.create(body=grassroots, code="women", as_of=date(2019, 12, 31), value=40 * SCALE)
    BodyFacts.objects.create(body=grassroots, code="fee_due", as_of=date(2020, 12, 31), value=12_500_000)
    page = text(sign_in(officer_of(upper_union)).get(address))
    assert "<b>46</b>" in page
    assert "báo cáo năm" in page
    assert "tính đến 31/12/2019" in page
    assert "<b>12.500.000</b>" in page
    assert "chưa ghi" in page


def test_a_correction_is_checked_then_saved(sign_in, officer_of, upper_union, grassroots, women, address):
    client = sign_in(officer_of(upper_union))
    page = text(client.post(address, TYPED))
    assert "46 → <b>48</b>" in page
    assert "chỉ hồ sơ đơn vị thay đổi" in page
    women.refresh_from_db()
    assert women.value == 46 * SCALE
    assert 'value="48"' in text(client.post(address, TYPED | {"sua": "1"}))
    assert client.post(address, TYPED | {"luu": "1"}).status_code == 302
    women.refresh_from_db()
    assert (women.value, women.source) == (48 * SCALE, "biên bản kiểm tra")
    sentence = LedgerEntry.objects.last().sentence
    assert sentence.endswith("tính đến 31/12/2020 từ 46 thành 48, nguồn: biên bản kiểm tra.")


def test_a_new_figure_stands_beside_the_old(grassroots, women, officer):
    state(grassroots, stated(50, TODAY), by=officer, at=NOW)
    assert list(grassroots.facts.values_list("value", flat=True)) == [50 * SCALE, 46 * SCALE]
    assert "ghi số liệu Nữ của" in LedgerEntry.objects.last().sentence


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({"code": ""}, "Chọn số liệu cần ghi."),
        ({"value": ""}, "Nhập giá trị"),
        ({"value": "nhiều"}, "Ghi bằng chữ số"),
        ({"value": "trên 40"}, "Ghi một số đúng"),
        ({"value": "-4"}, "“-4”"),
        ({"value": "48,5"}, "48,5"),
        ({"as_of": ""}, "Nhập ngày mà số liệu tính đến"),
        ({"as_of": "31/02/2021"}, "tháng 02/2021 có 28 ngày"),
        ({"as_of": "11/03/2021"}, "một ngày chưa tới"),
    ],
)
def test_what_cannot_be_a_figure_is_kept_and_said(sign_in, officer_of, upper_union, address, typed, sentence):
    answer = sign_in(officer_of(upper_union)).post(address, TYPED | typed)
    assert answer.status_code == 422
    assert sentence in text(answer)
    assert "biên bản kiểm tra" in text(answer)
    assert not BodyFacts.objects.exists()


def test_only_who_places_bodies_states_figures(
    sign_in, chair_of, leader_of, upper_union, grassroots, address
):
    for access in (chair_of(grassroots), leader_of(upper_union)):
        client = sign_in(access)
        assert "Ghi số liệu mới" not in text(client.get(address))
        assert client.post(address, TYPED | {"luu": "1"}).status_code == 403
        with pytest.raises(NotAllowed):
            state(grassroots, stated(), by=access, at=NOW)


def test_a_launched_campaign_keeps_what_it_froze(upper_union, grassroots, women, officer):
    running_campaign(upper_union, officer, [grassroots], indicators=[WOMEN], name="Giỏi việc nước")
    assert said(grassroots, officer) == [("Giỏi việc nước: nữ giữ nguyên 46, chốt ngày 05/03/2021.", True)]


def test_a_draft_takes_the_new_figure_of_its_cut_off(upper_union, grassroots, women, officer):
    campaign = planned_campaign(upper_union, officer, [grassroots], indicators=[WOMEN], name="Giỏi việc nước")
    assert said(grassroots, officer) == [("Giỏi việc nước (đang soạn): nữ 46 → 48 khi phát động.", False)]
    type(campaign).objects.filter(pk=campaign.pk).update(cutoff_on=date(2021, 1, 1))
    assert said(grassroots, officer, as_of=TODAY) == [
        ("Giỏi việc nước (đang soạn): nữ vẫn là 46, vì phong trào lấy số tính đến 01/01/2021.", True)
    ]
    assert said(grassroots, officer, as_of=date(2019, 1, 1))[0][1]
    women.delete()
    assert said(grassroots, officer, as_of=TODAY) == [
        ("Giỏi việc nước (đang soạn): nữ chưa có → 48 khi phát động.", False)
    ]


def test_campaigns_that_do_not_ask_or_are_not_seen_are_not_named(
    upper_union, province, grassroots, women, officer
):
    running_campaign(upper_union, officer, [grassroots])
    draft_campaign(upper_union, officer)
    above = Access(MandateFactory(body=province, role=Role.OFFICER).user, TODAY)
    planned_campaign(province, above, [grassroots], indicators=[WOMEN], name="Kế hoạch kín của tỉnh")
    assert said(grassroots, officer) == []
    assert len(said(grassroots, above)) == 1
