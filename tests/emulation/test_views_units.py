"""Can staff choose who takes part: one by one, by filter, by bloc, on many pages, and nobody from outside?"""

from datetime import date

import pytest

from tests.emulation.pages import send, text, typed
from tests.factories import BlocFactory, BodyFactory
from tests.factories.campaigns import AT, draft_campaign
from unions.grouping import seat
from unions.models import LedgerEntry, UnionBody


@pytest.fixture
def empty_plan(upper_union, officer):
    return draft_campaign(upper_union, officer)


def step(campaign, number):
    return f"/phong-trao/{campaign.uid}/buoc/{number}/"


def test_units_are_ticked_one_by_one(sign_in, officer, empty_plan, grassroots, commune, school):
    client = sign_in(officer)
    page = client.get(step(empty_plan, 4))
    assert "Đã chọn <b>0</b> trên 3 đơn vị" in text(page)
    answer = send(
        client, step(empty_plan, 4), typed(page), act="next", body=[str(grassroots.pk), str(school.pk)]
    )
    assert answer.url == step(empty_plan, 5)
    assert {each.body for each in empty_plan.participants.all()} == {grassroots, school}
    page = client.get(step(empty_plan, 4))
    assert "Đã chọn <b>2</b>" in text(page)
    send(client, step(empty_plan, 4), typed(page), act="save", body=[str(school.pk)])
    assert {each.body for each in empty_plan.participants.all()} == {school}
    assert LedgerEntry.objects.filter(topic=empty_plan.topic, act="inviting.choose").count() == 2


def test_all_that_a_filter_finds_is_chosen_at_once(
    sign_in, officer, empty_plan, grassroots, commune, sectors
):
    client = sign_in(officer)
    path = f"{step(empty_plan, 4)}?khu_vuc={sectors['hcsn'].pk}"
    page = client.get(path)
    assert grassroots.name not in text(page)
    assert send(client, path, typed(page), act="all").url == path
    assert {each.body for each in empty_plan.participants.all()} == {commune}
    send(client, step(empty_plan, 4), typed(client.get(step(empty_plan, 4))), act="all")
    assert empty_plan.participants.count() == 2
    send(client, path, typed(client.get(path)), act="none")
    assert {each.body for each in empty_plan.participants.all()} == {grassroots}


def test_filters_by_words_bloc_kind_and_choice(
    sign_in, officer, plan, upper_union, grassroots, commune, kinds
):
    bloc = BlocFactory(owner=upper_union, name="Khối doanh nghiệp")
    seat(bloc, [grassroots], by=officer, at=AT, on=date(2021, 1, 1))
    BodyFactory(name="CĐCS Trạm Thủy lợi", kind=kinds["cdcs"], parent=upper_union)
    client = sign_in(officer)

    def found(query):
        return text(client.get(f"{step(plan, 4)}?{query}"))

    assert "1 đơn vị tìm thấy" in found("q=nha bang")
    assert "1 đơn vị tìm thấy" in found(f"khoi={bloc.pk}")
    assert "3 đơn vị tìm thấy" in found("chon=roi")
    assert "Trạm Thủy lợi" in found("chon=chua")
    assert "4 đơn vị tìm thấy" in found(f"loai={kinds['cdcs'].pk}")
    assert "Không có đơn vị nào khớp với bộ lọc." in found("q=khong-co")
    assert "4 đơn vị" in found("khoi=ngoai-danh-sach")


def test_nobody_from_outside_can_be_slipped_in(sign_in, officer, empty_plan, grassroots, stranger):
    client = sign_in(officer)
    data = typed(client.get(step(empty_plan, 4)))
    data["shown"] = f"{grassroots.pk},{stranger.pk}"
    send(client, step(empty_plan, 4), data, act="save", body=[str(grassroots.pk), str(stranger.pk), "x"])
    assert [each.body for each in empty_plan.participants.all()] == [grassroots]


def test_a_long_list_has_pages_and_choices_on_other_pages_stay(
    sign_in, officer, empty_plan, upper_union, kinds
):
    for number in range(103):
        BodyFactory(
            code=f"cs-{number:03}", name=f"CĐCS số {number:03}", kind=kinds["cdcs"], parent=upper_union
        )
    client = sign_in(officer)
    send(client, step(empty_plan, 4), typed(client.get(step(empty_plan, 4))), act="all")
    second = client.get(f"{step(empty_plan, 4)}?trang=2")
    assert "CĐCS số 102" in text(second)
    data = typed(second)
    data.setlist("body", [])
    send(client, f"{step(empty_plan, 4)}?trang=2", data, act="save")
    assert empty_plan.participants.count() == 100


def test_a_body_that_ended_cannot_be_chosen(sign_in, officer, empty_plan, grassroots, commune):
    UnionBody.objects.filter(pk=commune.pk).update(state="ended", ended_on=date(2021, 1, 1))
    page = text(sign_in(officer).get(step(empty_plan, 4)))
    assert commune.name not in page
    assert grassroots.name in page
