"""The upper union reads, mends, verifies and sends back the results of its units."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from emulation import closing
from targets import cleaning, files
from targets.assigning import assign_many, note_prior
from targets.declaring import declare, results_of, save_results
from targets.models import Result, ResultPart, Target
from targets.result_lines import lines_of
from tests.factories import BodyFactory
from tests.targets import hostile
from tests.targets.result_cast import *  # noqa: F403
from tests.targets.results import AT, SHORT, indicator_of, report_campaign, send_all, unit_of
from unions.models import LedgerEntry
from unions.quantities import SCALE


@pytest.fixture
def campaign(upper_union, officer, grassroots):
    return report_campaign(upper_union, officer, [grassroots])


@pytest.fixture
def unit(campaign, phase, chair):
    """The unit after it sent everything."""
    unit = unit_of(campaign)
    send_all(unit, phase, chair, explanation="Chưa kết nạp được ai")
    return unit


def address(unit, name="result_review"):
    return reverse(name, args=[unit.uid, 1])


def typed(unit, phase, **fields):
    lines = [line for line in lines_of(unit, phase) if line.result.state == "declared"]
    editions = {f"ban-{line.indicator.position}": line.result.edition for line in lines}
    return {**editions, **{name.replace("_", "-"): value for name, value in fields.items()}}


def body_of(response):
    return response.content.decode()


def row_of(unit, kind):
    return Result.objects.get(participant=unit, indicator=indicator_of(unit.campaign, kind))


# Read -----------------------------------------------------------------------------------------------------------------


def test_page_shows_last_year_assigned_registered_and_done(unit, phase, officer, enter):
    count = indicator_of(unit.campaign, "count")
    assign_many(unit.campaign, {(unit.pk, count.pk): 15 * SCALE}, by=officer, at=AT)
    note_prior(unit, {count.pk: (12 * SCALE, None)}, by=officer, at=AT, source="Báo cáo 2020")
    Target.objects.create(participant=unit, indicator=count, kind="registered", value=18 * SCALE, at=AT)
    page = body_of(enter(officer).get(address(unit)))
    for words in (
        "12 người", "15 người", "18 người", "0 người", "82,35% (28/34)", "Giải trình: Chưa kết nạp được ai",
        "Xác nhận không để xảy ra, từ 01/01/2021 đến 30/04/2021", "Thỏa ước đạt chất lượng", "12 đang chờ duyệt",
        "gửi lúc 9 giờ 00, 03/05/2021", "Nhật ký", "gửi 12 kết quả",
    ):  # fmt: skip
        assert words in page


def test_page_costs_the_same_for_one_line_and_for_many(
    unit, officer, enter, upper_union, kinds, chair_of, django_assert_num_queries
):
    other = BodyFactory(kind=kinds["cdcs"], parent=upper_union)
    small = report_campaign(upper_union, officer, [other], indicators=SHORT, code="nho")
    mine, phase, chair = small.participants.get(), small.phases.get(number=1), chair_of(other)
    save_results(mine, phase, {small.indicators.get().pk: {"num": SCALE}}, by=chair, at=AT)
    declare(mine, phase, by=chair, at=AT, received_at=AT)
    client = enter(officer)
    with django_assert_num_queries(11):
        client.get(address(mine))
    with django_assert_num_queries(12):  # and the parts of composites
        client.get(address(unit))


def test_file_used_elsewhere_is_flagged(
    unit, phase, campaign, officer, enter, monkeypatch, upper_union, kinds
):
    monkeypatch.setattr(files, "guarded", lambda module, kind, data: cleaning.clean(data, kind))
    bodies = [BodyFactory(kind=kinds["cdcs"], parent=upper_union) for _ in range(2)]
    pair = report_campaign(upper_union, officer, bodies, indicators=SHORT, code="doi")
    first = pair.phases.get(number=1)
    for each in pair.participants.select_related("campaign__organiser", "body"):
        sent = SimpleUploadedFile("anh.jpg", hostile.photo())
        files.attach(each, first, list(results_of(each, first).values()), sent, by=officer, at=AT)
    page = body_of(enter(officer).get(address(pair.participants.first())))
    assert "Tệp đã dùng ở nơi khác" in page


def test_unit_that_sent_nothing_is_shown_without_buttons(upper_union, officer, grassroots, enter):
    campaign = report_campaign(upper_union, officer, [grassroots], indicators=SHORT)
    page = body_of(enter(officer).get(address(campaign.participants.get())))
    assert "Không có kết quả nào đang chờ duyệt." in page
    assert "Trả lại</button>" not in page


# Verify ---------------------------------------------------------------------------------------------------------------


def test_verifying_goes_on_to_the_next(unit, phase, officer, enter):
    response = enter(officer).post(address(unit), typed(unit, phase))
    assert response.status_code == 302
    assert response.url == reverse("desk")
    assert set(Result.objects.values_list("state", flat=True)) == {"verified"}
    assert LedgerEntry.objects.filter(act="verifying.verify").count() == 1


def test_verifying_leads_to_whoever_waits(unit, phase, officer, enter, upper_union, kinds, chair_of):
    other = BodyFactory(kind=kinds["cdcs"], parent=upper_union)
    small = report_campaign(upper_union, officer, [other], indicators=SHORT, code="nho")
    mine, first, chair = small.participants.get(), small.phases.get(number=1), chair_of(other)
    save_results(mine, first, {small.indicators.get().pk: {"num": SCALE}}, by=chair, at=AT)
    declare(mine, first, by=chair, at=AT, received_at=AT)
    client = enter(officer)
    assert "Để sau, sang đơn vị kế tiếp" in body_of(client.get(address(unit)))
    assert client.post(address(unit), typed(unit, phase)).url == address(mine)


def test_mending_rating_and_judging_in_one_go(unit, phase, officer, enter):
    fields = {
        "sua_tu_3": "27", "sua_ly_do_3": "Trùng tên", "sua_chon_1": "khong", "sua_ly_do_1": "Chưa có biên bản",
        "xl_11": "good", "kl_9_3": "co",
    }  # fmt: skip
    enter(officer).post(address(unit), typed(unit, phase, **fields))
    share, yes = row_of(unit, "quantity_share"), row_of(unit, "unit_share")
    assert (share.num, share.den, share.declared_num) == (27 * SCALE, 34 * SCALE, 28 * SCALE)
    assert (yes.num, yes.declared_num, yes.adjusted_reason) == (0, SCALE, "Chưa có biên bản")
    assert row_of(unit, "rating_share").rating == "good"
    assert ResultPart.objects.get(part__judged_by_reviewer=True).num == SCALE
    page = body_of(enter(officer).get(address(unit)))
    assert "Đơn vị gửi: 82,35% (28/34). Đã sửa: Trùng tên" in page


def test_rating_may_follow_later(unit, phase, officer, enter):
    client = enter(officer)
    client.post(address(unit), typed(unit, phase, kl_9_3="khong"))
    page = body_of(client.get(address(unit)))
    assert "Chưa xếp loại" in page
    client.post(address(unit), {"xl-11": "excellent"})
    assert row_of(unit, "rating_share").rating == "excellent"
    assert "Không có kết quả nào đang chờ duyệt." in body_of(client.get(address(unit)))


@pytest.mark.parametrize(
    ("fields", "field", "words"),
    [
        ({"sua_tu_3": "27"}, "sua-ly-do-3", "Ghi lý do sửa số"),
        ({"sua_ly_do_4": "Bổ sung", "sua_tu_4": "vài chục"}, "sua-tu-4", ""),
        ({"sua_tu_4": "trên 5", "sua_ly_do_4": "a"}, "sua-tu-4", "Chỉ nhập con số."),
        ({"sua_tu_3": "5", "sua_mau_3": "0", "sua_ly_do_3": "a"}, "sua-mau-3", "Mẫu số bằng 0"),
    ],
)
def test_bad_mending_gets_a_sentence_and_loses_nothing(unit, phase, officer, enter, fields, field, words):
    response = enter(officer).post(address(unit), typed(unit, phase, y_kien_5="Giữ lời này", **fields))
    page = body_of(response)
    assert response.status_code == 422
    assert f'<a href="#{field}">' in page
    assert words in page
    assert "Giữ lời này" in page
    assert Result.objects.verified().count() == 0


def test_mending_a_line_without_numbers_needs_both(upper_union, officer, grassroots, chair, enter):
    share = {"statement": "Nữ đạt", "kind": "quantity_share", "comparator": "ge", "value": 85 * SCALE}
    count = {"statement": "Số nhà", "kind": "count", "comparator": "ge", "value": SCALE}
    campaign = report_campaign(upper_union, officer, [grassroots], indicators=[share, count])
    unit, phase = campaign.participants.get(), campaign.phases.get(number=1)
    away = {"cell": "not_applicable", "reason": "Không có nữ"}
    save_results(unit, phase, dict.fromkeys(results_of(unit, phase), away), by=chair, at=AT)
    declare(unit, phase, by=chair, at=AT, received_at=AT)
    fields = typed(unit, phase, sua_tu_1="5", sua_ly_do_1="Có 5 nữ", sua_ly_do_2="Thiếu số")
    page = body_of(enter(officer).post(address(unit), fields))
    assert "Nhập mẫu số mới." in page
    assert "Nhập số mới." in page


def test_changed_after_it_was_read_is_not_verified(unit, phase, officer, enter):
    old = typed(unit, phase) | {"ban-4": "9"}
    response = enter(officer).post(address(unit), old)
    assert response.status_code == 422
    assert "Đồng chí xem lại số mới rồi duyệt" in body_of(response)
    assert Result.objects.verified().count() == 0


def test_own_entry_is_left_to_another(upper_union, officer, grassroots, enter):
    campaign = report_campaign(upper_union, officer, [grassroots], indicators=SHORT)
    unit, phase = campaign.participants.get(), campaign.phases.get(number=1)
    save_results(unit, phase, {campaign.indicators.get().pk: {"num": SCALE}}, by=officer, at=AT)
    declare(unit, phase, by=officer, at=AT, received_at=AT)
    client = enter(officer)
    page = body_of(client.get(address(unit)))
    assert "người khác phải duyệt" in page
    assert f"bởi {officer.name}" in page
    assert "Duyệt</button>" not in page
    assert client.post(address(unit), typed(unit, phase)).status_code == 422


def test_closed_books_are_for_reading(unit, phase, officer, leader_of, upper_union, enter):
    fields = typed(unit, phase)
    closing.close_books(phase, by=leader_of(upper_union), at=AT)
    client = enter(officer)
    assert "đã chốt sổ: chỉ xem" in body_of(client.get(address(unit)))
    assert client.post(address(unit), fields).status_code == 422


# Send back ------------------------------------------------------------------------------------------------------------


def test_sending_back_flags_lines(unit, phase, officer, enter):
    fields = typed(unit, phase, ly_do="Bổ sung", tra_4="on", y_kien_3="Thiếu danh sách")
    response = enter(officer).post(address(unit, "result_return"), fields)
    assert response.url == reverse("desk")
    rows = dict(Result.objects.filter(state="returned").values_list("indicator__position", "return_reason"))
    assert rows == {3: "Thiếu danh sách (Bổ sung)", 4: "Bổ sung"}
    assert LedgerEntry.objects.filter(act="verifying.send_back").count() == 1


def test_sending_back_needs_a_reason_and_keeps_remarks(unit, phase, officer, enter):
    fields = typed(unit, phase, y_kien_3="Thiếu danh sách")
    response = enter(officer).post(address(unit, "result_return"), fields)
    page = body_of(response)
    assert response.status_code == 422
    assert '<a href="#ly-do">' in page
    assert "Thiếu danh sách" in page


def test_sending_back_twice_is_refused(unit, phase, officer, enter):
    fields = typed(unit, phase, ly_do="Bổ sung")
    client = enter(officer)
    client.post(address(unit, "result_return"), fields)
    assert client.post(address(unit, "result_return"), fields).status_code == 422


# Many -----------------------------------------------------------------------------------------------------------------


@pytest.fixture
def many(upper_union, officer, kinds, chair_of):
    """(campaign, units): two clean ones, one with an explanation, one that sent nothing."""
    bodies = [BodyFactory(kind=kinds["cdcs"], parent=upper_union) for _ in range(4)]
    campaign = report_campaign(upper_union, officer, bodies, indicators=SHORT)
    phase, indicator = campaign.phases.get(number=1), campaign.indicators.get()
    units = [campaign.participants.get(body=body) for body in bodies]
    for unit, words in zip(units[:3], ("", "", "Họp trực tuyến"), strict=True):
        chair = chair_of(unit.body)
        save_results(unit, phase, {indicator.pk: {"num": SCALE, "explanation": words}}, by=chair, at=AT)
        declare(unit, phase, by=chair, at=AT, received_at=AT)
    return campaign, units


def many_address(campaign):
    return reverse("result_verify_many", args=[campaign.uid])


def test_clean_units_are_verified_together(many, officer, enter):
    campaign, units = many
    fields = {"phase": "1", "unit": [*(str(unit.uid) for unit in units), "no-uid"]}
    response = enter(officer).post(many_address(campaign), fields, follow=True)
    page = body_of(response)
    assert "Đã duyệt kết quả của 2 đơn vị." in page
    assert "2 đơn vị chưa duyệt" in page
    assert set(Result.objects.verified().values_list("participant", flat=True)) == {units[0].pk, units[1].pk}


def test_bulk_is_refused_once_the_books_are_closed(many, officer, leader_of, upper_union, enter):
    campaign, units = many
    closing.close_books(campaign.phases.get(number=1), by=leader_of(upper_union), at=AT)
    fields = {"phase": "1", "unit": [str(units[0].uid)], "next": reverse("body_list")}
    response = enter(officer).post(many_address(campaign), fields, follow=True)
    assert "đã chốt sổ" in body_of(response)
    assert Result.objects.verified().count() == 0


def test_bulk_of_nothing_or_of_an_unknown_phase(many, officer, enter):
    campaign, _ = many
    assert enter(officer).post(many_address(campaign), {"phase": "1"}).status_code == 302
    assert enter(officer).post(many_address(campaign), {"phase": "x"}).status_code == 404


# Who may --------------------------------------------------------------------------------------------------------------


def test_stranger_finds_nothing_and_chair_may_not(unit, phase, chair, officer_of, stranger, enter):
    fields = typed(unit, phase, ly_do="a")
    for client, status in ((enter(officer_of(stranger)), 404), (None, 403)):
        client = client or enter(chair)
        assert client.get(address(unit)).status_code == status
        assert client.post(address(unit), fields).status_code == status
        assert client.post(address(unit, "result_return"), fields).status_code == status
    assert Result.objects.declared().count() == 12


def test_stranger_does_not_verify_in_bulk(many, officer_of, leader_of, stranger, chair_of, enter):
    campaign, units = many
    fields = {"phase": "1", "unit": [str(units[0].uid)]}
    assert enter(officer_of(stranger)).post(many_address(campaign), fields).status_code == 404
    assert enter(chair_of(units[0].body)).post(many_address(campaign), fields).status_code == 403
    assert Result.objects.verified().count() == 0
