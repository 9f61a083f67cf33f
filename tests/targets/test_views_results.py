"""The pages on which a unit fills in, checks and sends the results of a phase."""

from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from emulation import closing
from targets import verifying
from targets.assigning import assign_many, note_prior
from targets.declaring import confirm_zero, declare, save_results
from targets.models import Evidence, Result, Target, ZeroConfirmation
from targets.result_lines import lines_of
from tests.targets import hostile
from tests.targets.result_cast import *  # noqa: F403
from tests.targets.results import AT, DUE, INDICATORS, SHORT, full_answers, indicator_of, report_campaign
from unions.models import LedgerEntry
from unions.quantities import SCALE

pytestmark = pytest.mark.usefixtures("in_process")


def address(unit, name="result_form", number=1, page=""):
    return reverse(name, args=[unit.uid, number]) + page


def typed(unit, phase, **fields):
    """The page as a browser sends it: editions of all lines, and what was typed (underscores are dashes)."""
    lines = lines_of(unit, phase)
    editions = {f"ban-{line.indicator.position}": line.result.edition for line in lines if line.is_editable}
    return {**editions, **{name.replace("_", "-"): value for name, value in fields.items()}}


FULL = {
    "chon_1": "co", "chon_2": "khong", "tu_3": "28", "mau_3": "34", "tu_4": "0", "tu_5": "30,5", "mau_5": "20",
    "tu_6": "5", "mau_6": "8", "xn_7": "on", "chon_8": "co", "ngay_8": "20/3", "chon_9_1": "co", "tu_9_2": "45",
    "mau_9_2": "60", "loi_10": "Sinh hoạt đều", "xl_11": "", "tu_12": "95 triệu", "mau_12": "100 triệu",
}  # fmt: skip


def body_of(response):
    return response.content.decode()


# The form -------------------------------------------------------------------------------------------------------------


def test_form_shows_every_line_with_promise_and_last_year(unit, phase, chair, officer, enter):
    count = indicator_of(unit.campaign, "count")
    assign_many(unit.campaign, {(unit.pk, count.pk): 15 * SCALE}, by=officer, at=AT)
    note_prior(unit, {count.pk: (12 * SCALE, None)}, by=officer, at=AT, source="Báo cáo 2020")
    Target.objects.create(participant=unit, indicator=count, kind="registered", value=18 * SCALE, at=AT)
    response = enter(chair).get(address(unit))
    page = body_of(response)
    assert response.status_code == 200
    for row in INDICATORS:
        assert row["statement"] in page
    assert "Năm 2020" in page
    assert "12 người" in page
    assert "18 người" in page
    assert "Không để xảy ra tai nạn lao động chết người từ 01/01/2021 đến 30/04/2021" in page
    assert 'value="34"' in page  # the denominator of the unit's facts is offered
    assert "Hạn báo cáo: 23 giờ 59, thứ Ba 04/05/2021" in page


def test_form_costs_eight_queries_and_little_weight(unit, phase, chair, enter, django_assert_max_num_queries):
    save_results(unit, phase, full_answers(unit.campaign), by=chair, at=AT)
    client = enter(chair)
    with django_assert_max_num_queries(8):
        response = client.get(address(unit))
    assert len(response.content) < 40_000
    with django_assert_max_num_queries(8):
        client.get(address(unit, "result_check"))


def test_filling_in_everything_leads_to_the_check_page(unit, phase, chair, enter):
    response = enter(chair).post(address(unit), typed(unit, phase, tiep="1", **FULL))
    assert response.status_code == 302
    assert response.url == address(unit, "result_check")
    rows = {line.indicator.position: line.result for line in lines_of(unit, phase)}
    assert (rows[3].num, rows[3].den) == (28 * SCALE, 34 * SCALE)
    assert rows[5].num == 305_000
    assert rows[8].done_on.isoformat() == "2021-03-20"
    assert (rows[12].num, rows[12].den) == (95_000_000, 100_000_000)
    assert ZeroConfirmation.objects.get().name == chair.name
    assert LedgerEntry.objects.filter(act="declaring.save_results").count() == 1


def test_draft_stays_on_the_page_and_shows_what_is_stored(unit, phase, chair, enter):
    client = enter(chair)
    response = client.post(address(unit), typed(unit, phase, luu="", **FULL), follow=True)
    page = body_of(response)
    assert "Đã lưu lúc 09:00. Báo cáo chưa gửi." in page
    assert "82,35% (28/34)" in page
    assert "Không đồng" not in page
    assert 'name="chon-1" value="co" checked' in page


def test_share_may_be_typed_as_a_fraction(unit, phase, chair, enter):
    enter(chair).post(address(unit), typed(unit, phase, tu_12="45/60", mau_12=""))
    row = Result.objects.get(indicator__kind="money_share")
    assert (row.num, row.den) == (45, 60)


def test_offered_denominator_alone_is_no_answer(unit, phase, chair, enter):
    enter(chair).post(address(unit), typed(unit, phase, mau_3="34"))
    assert Result.objects.count() == 0


def test_none_arisen_and_not_applicable(unit, phase, chair, enter):
    fields = {"kps_3": "on", "mau_3": "34", "kad_4": "on", "lydo_4": "Đơn vị mới thành lập"}
    enter(chair).post(address(unit), typed(unit, phase, **fields))
    cells = {row.indicator.position: row.cell for row in Result.objects.select_related("indicator")}
    assert cells == {3: "none_arisen", 4: "not_applicable"}


def test_unticking_takes_the_confirmation_back(unit, phase, chair, enter):
    confirm_zero(unit, phase, [indicator_of(unit.campaign, "zero").pk], by=chair, at=AT)
    enter(chair).post(address(unit), typed(unit, phase, tu_7=""))
    assert ZeroConfirmation.objects.count() == 0
    assert Result.objects.get(indicator__kind="zero").cell == "missing"


def test_rating_known_already_may_be_told(unit, phase, chair, enter):
    enter(chair).post(address(unit), typed(unit, phase, xl_11="good"))
    assert Result.objects.get().rating == "good"


# Bad input ------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("fields", "field", "words"),
    [
        ({"tu_4": "vài chục"}, "tu-4", ""),
        ({"tu_4": "1,500"}, "tu-4", ""),
        ({"tu_4": "trên 5"}, "tu-4", "bỏ các chữ"),
        ({"tu_4": "12,5"}, "tu-4", ""),
        ({"tu_3": "80%"}, "tu-3", ""),
        ({"tu_5": "80%", "mau_5": "9"}, "tu-5", "không nhập tỷ lệ"),
        ({"tu_3": "1/2/3"}, "tu-3", ""),
        ({"tu_5": "5", "mau_5": "0"}, "mau-5", "Mẫu số bằng 0"),
        ({"xn_7": "on", "tu_7": "2"}, "tu-7", "trái nhau"),
        ({"tu_7": "0"}, "tu-7", "tích ô xác nhận"),
        ({"tu_7": "2"}, "gt-7", "vụ việc"),
        ({"chon_8": "co", "ngay_8": "31/2/2021"}, "ngay-8", ""),
        ({"chon_8": "co", "ngay_8": "20/12/2021"}, "ngay-8", "chưa tới"),
        ({"kad_4": "on"}, "lydo-4", "vì sao"),
        ({"kps_3": "on", "tu_3": "5", "mau_3": "34"}, "kps-3", "Bỏ tích"),
        ({"tu_3": "40", "mau_3": "34"}, "gt-3", "lớn hơn mẫu số"),
        ({"tu_3": "30", "mau_3": "36"}, "gt-3", "khác số liệu"),
        ({"tu_4": "5", "gt_4": "a" * 301}, "gt-4", "tối đa 300"),
    ],
)
def test_bad_input_gets_a_sentence_and_loses_nothing(unit, phase, chair, enter, fields, field, words):
    response = enter(chair).post(address(unit), typed(unit, phase, tiep="1", loi_10="Giữ lời này", **fields))
    page = body_of(response)
    assert response.status_code == 422
    assert "<title>Lỗi: Báo cáo kết quả" in page
    assert f'<a href="#{field}">' in page
    assert words in page
    assert "Giữ lời này" in page
    for value in fields.values():
        assert value in page or value == "on"
    assert Result.objects.count() == 0


def test_explanation_settles_a_doubt(unit, phase, chair, enter):
    enter(chair).post(address(unit), typed(unit, phase, tu_3="40", mau_3="34", gt_3="Thêm 6 người mới"))
    assert Result.objects.get().explanation == "Thêm 6 người mới"


def test_far_above_the_promise_is_asked_back(unit, phase, chair, enter):
    count = indicator_of(unit.campaign, "count")
    Target.objects.create(participant=unit, indicator=count, kind="registered", value=15 * SCALE, at=AT)
    client = enter(chair)
    response = client.post(address(unit), typed(unit, phase, tu_4="180"))
    assert response.status_code == 422
    assert "180 hơn gấp đôi số đăng ký 15" in body_of(response)
    client.post(address(unit), typed(unit, phase, tu_4="180", gt_4="Sáp nhập công ty"))
    assert Result.objects.get().num == 180 * SCALE


def test_forged_line_is_refused_in_words(unit, phase, chair, enter):
    response = enter(chair).post(address(unit), typed(unit, phase, xl_11="best", tu_4="77"))
    assert response.status_code == 422
    assert "chọn lại xếp loại trong danh sách" in body_of(response)
    assert 'value="77"' in body_of(response)


def test_page_without_any_line_saves_nothing(unit, chair, enter):
    assert enter(chair).post(address(unit), {"tu-4": "5", "trang": "99999"}).status_code == 302
    assert Result.objects.count() == 0


# Two tabs, two people -------------------------------------------------------------------------------------------------


def test_line_changed_elsewhere_is_shown_beside_what_was_typed(unit, phase, chair, enter):
    old = typed(unit, phase, tu_4="9")
    save_results(unit, phase, {indicator_of(unit.campaign, "count").pk: {"num": 3 * SCALE}}, by=chair, at=AT)
    client = enter(chair)
    response = client.post(address(unit), old)
    page = body_of(response)
    assert response.status_code == 422
    assert "Nơi khác vừa lưu: <b>3 người</b>" in page
    assert 'name="tu-4" type="text" inputmode="numeric" autocomplete="off" value="9"' in page
    assert 'name="ban-4" value="1"' in page
    client.post(address(unit), typed(unit, phase, tu_4="9"))
    assert Result.objects.get().num == 9 * SCALE


def test_line_sent_elsewhere_says_what_was_typed(upper_union, officer, grassroots, chair, enter):
    campaign = report_campaign(upper_union, officer, [grassroots], indicators=SHORT)
    unit, phase = campaign.participants.get(), campaign.phases.get(number=1)
    old = typed(unit, phase, chon_1="khong")
    save_results(unit, phase, {campaign.indicators.get().pk: {"num": SCALE}}, by=chair, at=AT)
    declare(unit, phase, by=chair, at=AT, received_at=AT)
    response = enter(chair).post(address(unit), old)
    assert response.status_code == 422
    assert "Chỉ tiêu 1 đã được gửi ở nơi khác" in body_of(response)
    assert "Đồng chí vừa nhập: khong" in body_of(response)


# Many lines -----------------------------------------------------------------------------------------------------------


def test_more_than_twelve_lines_come_in_pages(upper_union, officer, grassroots, chair, enter):
    many = [{**SHORT[0], "statement": f"Chỉ tiêu số {number}"} for number in range(1, 16)]
    campaign = report_campaign(upper_union, officer, [grassroots], indicators=many)
    unit = campaign.participants.get()
    client = enter(chair)
    page = body_of(client.get(address(unit)))
    assert "Chỉ tiêu số 12" in page
    assert "Chỉ tiêu số 13" not in page
    assert "Trang 1/2" in page
    sent = {"ban-1": "0", "chon-1": "co", "trang": "1", "tiep": "1"}
    response = client.post(address(unit), sent)
    assert response.url == address(unit, page="?trang=2")
    assert "Chỉ tiêu số 13" in body_of(client.get(response.url))
    response = client.post(address(unit), {"ban-13": "0", "chon-13": "co", "trang": "2", "tiep": "1"})
    assert response.url == address(unit, "result_check")


# Files ----------------------------------------------------------------------------------------------------------------


def a_photo(name="anh.jpg", data=None):
    return SimpleUploadedFile(name, data or hostile.phone_photo())


def test_files_come_with_the_page_and_go_by_a_button(unit, phase, chair, enter):
    client = enter(chair)
    fields = typed(unit, phase, tu_4="5", luu="4") | {
        "tep-4": [a_photo(), a_photo("hai.jpg", hostile.photo())]
    }
    response = client.post(address(unit), fields)
    assert response.url == address(unit, page="?trang=1#ct-4")
    assert [each.name for each in Evidence.objects.all()] == ["anh.jpg", "hai.jpg"]
    page = body_of(client.get(address(unit)))
    assert 'Gỡ<span class="sr"> tệp anh.jpg' in page
    first = Evidence.objects.first()
    client.post(address(unit), typed(unit, phase, tu_4="5", go=str(first.uid)))
    client.post(address(unit), typed(unit, phase, tu_4="5", go=str(first.uid)))
    assert Evidence.objects.filter(removed_at__isnull=True).count() == 1


def test_bad_file_does_not_cost_the_numbers(unit, phase, chair, enter):
    fields = typed(unit, phase, tu_4="5", tiep="1") | {"tep-4": a_photo("virus.pdf", hostile.eicar())}
    response = enter(chair).post(address(unit), fields)
    assert response.status_code == 422
    assert "virus.pdf: Không mở được tệp này" in body_of(response)
    assert Result.objects.get().num == 5 * SCALE


def test_bad_number_does_not_cost_the_photo(unit, phase, chair, enter):
    fields = typed(unit, phase, tu_4="vài chục", tiep="1") | {"tep-4": a_photo()}
    response = enter(chair).post(address(unit), fields)
    assert response.status_code == 422
    assert "tệp anh.jpg" in body_of(response)
    assert Evidence.objects.count() == 1


# Check and send -------------------------------------------------------------------------------------------------------


@pytest.fixture
def filled(unit, phase, chair):
    answers = full_answers(unit.campaign)
    answers[indicator_of(unit.campaign, "count").pk] = {"num": 0}
    save_results(unit, phase, answers, by=chair, at=AT)
    confirm_zero(unit, phase, [indicator_of(unit.campaign, "zero").pk], by=chair, at=AT)
    return unit


def editions(unit, phase):
    return typed(unit, phase)


def test_check_page_names_what_is_missing(unit, chair, enter):
    page = body_of(enter(chair).get(address(unit, "result_check")))
    assert "Chưa gửi được: còn 11 chỉ tiêu phải điền" in page
    assert "Điền tiếp chỉ tiêu 1" in page
    assert "Gửi báo cáo</button>" not in page


def test_check_page_tells_every_answer(filled, chair, enter):
    page = body_of(enter(chair).get(address(filled, "result_check")))
    for words in (
        "Chưa hoàn tất: báo cáo chưa gửi", "82,35% (28/34)", "0 người", "1,50 sáng kiến (30/20)",
        "5 so với 8 đơn (giảm 37,50%)", "Xác nhận không để xảy ra, từ 01/01/2021 đến 30/04/2021", "Có, ngày 20/03/2021",
        "Người dự họp: 75,00% (45/60)", "chờ người duyệt kết luận", "Sinh hoạt đều hằng tháng",
        "Công đoàn cấp trên ghi khi duyệt", "95,00% (95.000.000/100.000.000)", "Gửi báo cáo</button>",
    ):  # fmt: skip
        assert words in page


def test_sending_locks_the_lines_and_says_what_follows(filled, phase, chair, enter):
    client = enter(chair)
    response = client.post(address(filled, "result_declare"), editions(filled, phase), follow=True)
    page = body_of(response)
    assert "Đã gửi, chờ duyệt" in page
    assert "Gửi lúc 9 giờ 00, 03/05/2021" in page
    assert set(Result.objects.values_list("state", flat=True)) == {"declared"}
    page = body_of(client.get(address(filled)))
    assert "Lưu và tiếp tục" not in page
    assert "Đã gửi, không sửa nữa" in page


def test_sending_what_is_incomplete_is_refused(unit, phase, chair, enter):
    response = enter(chair).post(address(unit, "result_declare"), editions(unit, phase))
    assert response.status_code == 422
    assert "Chưa gửi được vì còn thiếu" in body_of(response)
    assert Result.objects.count() == 0


def test_sending_an_old_page_is_refused(filled, phase, chair, enter):
    old = editions(filled, phase) | {"ban-4": "0"}
    response = enter(chair).post(address(filled, "result_declare"), old)
    assert response.status_code == 422
    assert "vừa được sửa ở nơi khác" in body_of(response)
    assert Result.objects.declared().count() == 0


def test_late_reports_ask_for_a_reason_and_keep_it(filled, phase, chair, enter, time_machine):
    client = enter(chair)
    time_machine.move_to(DUE + timedelta(hours=15), tick=False)
    page = body_of(client.get(address(filled, "result_check")))
    assert "Lý do nộp muộn" in page
    assert "Đã quá hạn 15 giờ" in body_of(client.get(address(filled)))
    response = client.post(address(filled, "result_declare"), editions(filled, phase) | {"ly-do-muon": " "})
    assert response.status_code == 422
    assert '<a href="#ly-do-muon">' in body_of(response)
    fields = editions(filled, phase) | {"ly-do-muon": "Mất điện"}
    page = body_of(client.post(address(filled, "result_declare"), fields, follow=True))
    assert "nộp muộn" in page
    assert set(Result.objects.values_list("is_late", "late_reason")) == {(True, "Mất điện")}


def test_returned_lines_come_first_with_their_reason(filled, phase, chair, officer, enter):
    declare(filled, phase, by=chair, at=AT, received_at=AT)
    count = indicator_of(filled.campaign, "count")
    verifying.send_back(
        filled, phase, by=officer, at=AT, reason="Bổ sung", lines={count.pk: "Thiếu danh sách"}
    )
    client = enter(chair)
    page = body_of(client.get(address(filled)))
    assert "1 chỉ tiêu được trả lại để sửa" in page
    assert "“Thiếu danh sách (Bổ sung)” Lần trước đồng chí gửi: <b>0 người</b>" in page
    assert page.index("Thiếu danh sách") < page.index("Đã gửi, không sửa nữa")
    assert "chon-1" not in page
    response = client.post(address(filled), typed(filled, phase, tu_4="0", gt_4="Chưa kết nạp", tiep="1"))
    assert response.url == address(filled, "result_check")


def test_home_puts_a_returned_report_before_everything_else(
    filled, phase, chair, officer, enter, django_assert_max_num_queries
):
    declare(filled, phase, by=chair, at=AT, received_at=AT)
    count = indicator_of(filled.campaign, "count")
    verifying.send_back(filled, phase, by=officer, at=AT, reason="Bổ sung", lines={count.pk: "Thiếu tên"})
    client = enter(chair)
    with django_assert_max_num_queries(8):
        page = body_of(client.get("/"))
    assert page.index("trả lại 1 kết quả") < page.index("“Thiếu tên (Bổ sung)”") < page.index("phát động</p>")
    assert page.count("btn-primary") == 1
    assert f'btn-primary btn-block" href="{address(filled)}">Sửa 1 kết quả' in page


def test_lines_are_numbered_as_in_the_pledge_of_the_unit(unit, phase, chair, officer, enter):
    """The first indicator of the plan does not concern this unit, so the second is its number 1 everywhere."""
    first, second = unit.campaign.indicators.order_by("position")[:2]
    first.scope_rules.create(ground="fact", fact="workers", at_least=10**9)
    client = enter(chair)
    page = body_of(client.get(address(unit)))
    assert f"1. {second.statement}" in page
    assert 'name="chon-2"' in page or 'name="tu-2"' in page
    assert f"1. {second.statement}" in body_of(client.get(address(unit, "result_check")))
    assert "Minh chứng chỉ tiêu 1 " in body_of(client.get(address(unit, "evidence_add", page="?chi-tieu=2")))


def test_adjusted_and_verified_results_are_shown(filled, phase, chair, officer, enter):
    declare(filled, phase, by=chair, at=AT, received_at=AT)
    share = indicator_of(filled.campaign, "quantity_share")
    change = {share.pk: {"num": 27 * SCALE, "reason": "Trùng tên"}}
    verifying.verify(filled, phase, by=officer, at=AT, adjustments=change)
    page = body_of(enter(chair).get(address(filled, "result_check")))
    assert "Đã duyệt" in page
    assert "Người duyệt đã sửa: Trùng tên" in page


# When nothing can be entered ------------------------------------------------------------------------------------------


def test_before_the_phase_starts_the_page_says_so(unit, chair, enter):
    client = enter(chair)
    page = body_of(client.get(address(unit, number=2)))
    assert "Giai đoạn 2 bắt đầu từ 01/06/2021" in page
    assert "Lưu và tiếp tục" not in page
    client.post(address(unit, number=2), {"ban-4": "0", "tu-4": "5"})
    assert Result.objects.count() == 0


def test_after_the_books_close_the_page_is_for_reading(filled, phase, chair, leader_of, enter):
    closing.close_books(phase, by=leader_of(filled.campaign.organiser), at=AT)
    client = enter(chair)
    assert "đã chốt sổ" in body_of(client.get(address(filled)))
    assert "đã chốt sổ" in body_of(client.get(address(filled, "result_check")))
    response = client.post(address(filled, "result_declare"), editions(filled, phase))
    assert response.status_code == 422


def test_phase_without_lines_for_the_unit(upper_union, officer, grassroots, chair, sectors, enter):
    only = {**SHORT[0], "scope": [{"ground": "sector", "sector": sectors["hcsn"]}]}
    campaign = report_campaign(upper_union, officer, [grassroots], indicators=[only])
    page = body_of(enter(chair).get(address(campaign.participants.get())))
    assert "không có chỉ tiêu nào dành cho đơn vị" in page


# Who may --------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["result_form", "result_check"])
def test_stranger_finds_nothing_and_leader_is_told_who_may(
    unit, enter, officer_of, leader_of, stranger, upper_union, name
):
    assert enter(officer_of(stranger)).get(address(unit, name)).status_code == 404
    response = enter(leader_of(upper_union)).get(address(unit, name))
    assert response.status_code == 403
    assert "chủ tịch của chính công đoàn đó" in body_of(response)


def test_sending_for_others_is_refused_alike(
    unit, phase, enter, officer_of, leader_of, stranger, upper_union
):
    fields = editions(unit, phase)
    assert enter(officer_of(stranger)).post(address(unit, "result_declare"), fields).status_code == 404
    assert enter(leader_of(upper_union)).post(address(unit, "result_declare"), fields).status_code == 403


def test_unknown_phase_and_visitor(unit, chair, enter, client):
    assert client.get(address(unit)).status_code == 302
    assert enter(chair).get(address(unit, number=9)).status_code == 404


def test_sending_needs_a_post(unit, chair, enter):
    assert enter(chair).get(address(unit, "result_declare")).status_code == 405


def test_officer_enters_on_behalf_in_plain_sight(unit, phase, chair, officer, enter):
    client = enter(officer)
    assert f"Đồng chí đang nhập hộ {unit.name}" in body_of(client.get(address(unit)))
    client.post(address(unit), typed(unit, phase, tu_4="5"))
    assert Result.objects.get().entered_by == officer.user
    assert f"bởi {officer.name}" in body_of(enter(chair).get(address(unit)))
