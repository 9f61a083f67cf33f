import re
from datetime import timedelta

import pytest

from targets.assigning import note_prior
from targets.models import Registration, Target
from targets.registering import registration_of, save_lines, set_works
from targets.reviewing import send_back
from tests.cast import NOW
from tests.targets.campaign_cast import *  # noqa: F403
from tests.targets.campaign_cast import DUE, MEMBERS, PROPAGANDA
from unions.quantities import SCALE

DUE_PLUS = DUE + timedelta(hours=1)
ANSWERS = {"dk-1": "co", "dk-2": "co", "dk-3": "15", "dk-4": "95", "dk-5": "co", "ck-6": ""}


@pytest.fixture
def phone(sign_in, chair, assigned):
    return sign_in(chair)


@pytest.fixture
def form(participant):
    return f"/dang-ky/{participant.uid}/"


def answers(participant):
    rows = Target.objects.filter(participant=participant, kind="registered").order_by("indicator__position")
    return list(rows.values_list("value", "is_declined", "reason"))


def text_of(response):
    return response.content.decode()


def mark_on(response, number=3):
    """The mark that the page carries for one line."""
    return re.search(f'name="da-{number}" value="([0-9a-f]+)"', text_of(response))[1]


# The form -----------------------------------------------------------------------------------------------------------


def test_form_shows_what_is_asked_beside_last_year(phone, form, participant, indicators, officer):
    note_prior(participant, {indicators[MEMBERS].pk: (12 * SCALE, None)}, by=officer, at=NOW, source="2020")
    page = text_of(phone.get(form))
    assert "Phát triển trên 1.500 đoàn viên" in page
    assert "12 đoàn viên" in page
    assert "15 đoàn viên" in page
    assert "trên 95%" in page
    assert "Đã nhập <b>0 trên 5</b>" in page
    assert not Registration.objects.exists()


def test_form_takes_at_most_eight_queries(
    phone, form, sent, officer, indicators, django_assert_max_num_queries
):
    send_back(sent, by=officer, at=NOW, reason="Xem lại", lines={indicators[MEMBERS].pk: "Thấp"})
    with django_assert_max_num_queries(8):
        assert phone.get(form).status_code == 200


def test_saving_goes_on_to_the_check(phone, form, participant):
    response = phone.post(form, {**ANSWERS, "luu": "tiep"})
    assert (response.status_code, response.url) == (302, f"{form}kiem-tra/")
    assert [value for value, *_ in answers(participant)] == [SCALE, SCALE, 15 * SCALE, 95 * SCALE, 0]


def test_saving_a_draft_goes_home(phone, form, participant):
    response = phone.post(form, {"dk-3": "12", "luu": "nhap"})
    assert (response.status_code, response.url) == (302, "/")
    assert answers(participant) == [(12 * SCALE, False, "")]


def test_errors_say_what_to_do_keep_what_was_typed_and_save_the_rest(phone, form, participant):
    response = phone.post(form, {**ANSWERS, "dk-3": "vài chục", "dk-4": "1.5"})
    page = text_of(response)
    assert response.status_code == 422
    assert "<title>Lỗi: Đăng ký chỉ tiêu" in page
    assert 'value="vài chục"' in page
    assert 'href="#dk-3"' in page
    assert "Có 2 chỗ cần sửa" in page
    assert [value for value, *_ in answers(participant)] == [SCALE, SCALE, 0]
    assert "Đã nhập <b>3 trên 5</b>" in page


def test_an_odd_figure_is_asked_about_and_kept_when_confirmed(phone, form, participant):
    page = text_of(phone.post(form, {"dk-3": "180"}))
    assert "180 đoàn viên gấp 12 lần số giao. Có đúng không?" in page
    assert answers(participant) == []
    phone.post(form, {"dk-3": "180", "hoi-3": "180"})
    assert answers(participant) == [(180 * SCALE, False, "")]


def test_a_comma_with_three_digits_is_not_guessed(phone, form, participant):
    page = text_of(phone.post(form, {"dk-3": "1,500"}))
    assert 'value="1,500"' in page
    assert answers(participant) == []


def test_declining_needs_a_reason_and_keeps_it(phone, form, participant):
    page = text_of(phone.post(form, {"dk-1": "khong", "kdk-3": "on"}))
    assert "Ghi lý do không đăng ký chỉ tiêu này" in page
    phone.post(form, {"dk-1": "khong", "ld-1": "Mới thành lập", "kdk-3": "on", "ld-3": "Không tuyển"})
    assert answers(participant) == [(None, True, "Mới thành lập"), (None, True, "Không tuyển")]


def test_a_percentage_written_as_a_fraction_is_asked_for_as_per_cent(phone, form):
    assert "Nhập tỷ lệ phần trăm" in text_of(phone.post(form, {"dk-4": "45/60"}))


def test_texts_too_long_are_refused_at_their_field(phone, form):
    page = text_of(phone.post(form, {"dk-3": "12", "ld-3": "x" * 301, "ck-6": "y" * 2001}))
    assert "Lý do tối đa 300 chữ cái" in page
    assert "Cam kết tối đa 2.000 chữ cái" in page


def test_echo_reads_the_figure_back_in_words(phone, form, registration, indicators, chair):
    save_lines(registration, {indicators[MEMBERS].pk: {"value": 13 * SCALE}}, by=chair, at=NOW)
    page = text_of(phone.get(form))
    assert "13 đoàn viên — mười ba" in page
    assert "thấp hơn số giao 2 đoàn viên" in page
    assert "Đã lưu 09:00" in page


def test_another_tab_saved_meanwhile_shows_both_and_the_next_save_decides(
    phone, form, registration, indicators, chair, participant
):
    mark = mark_on(phone.get(form))
    save_lines(registration, {indicators[MEMBERS].pk: {"value": 12 * SCALE}}, by=chair, at=NOW)
    response = phone.post(form, {"dk-3": "14", "da-3": mark, "dk-1": "co"})
    page = text_of(response)
    assert response.status_code == 422
    assert "Người khác vừa lưu “12 đoàn viên”" in page
    assert 'value="14"' in page
    phone.post(form, {"dk-3": "14", "da-3": mark_on(response), "dk-1": "co"})
    assert answers(participant) == [(SCALE, False, ""), (14 * SCALE, False, "")]


def test_after_a_return_only_flagged_lines_are_asked_again(phone, form, sent, officer, indicators):
    flagged = {indicators[MEMBERS].pk: "Thấp hơn số giao"}
    send_back(sent, by=officer, at=NOW, reason="Cân nhắc lại", lines=flagged)
    page = text_of(phone.get(form))
    assert page.index("“Cân nhắc lại”") < page.index('id="ct-3"')
    assert "Lần trước đồng chí đăng ký: <b>10 đoàn viên</b>" in page
    assert 'name="dk-1"' not in page
    assert "Các chỉ tiêu giữ nguyên (5)" in page


def test_a_long_plan_comes_in_pages_of_twelve(phone, form, campaign, indicators, participant):
    for position in range(7, 15):
        campaign.indicators.create(
            position=position, statement=f"Việc số {position}", kind="done", accumulation="once"
        )
    page = text_of(phone.get(form))
    assert "Trang 1 trên 2" in page
    response = phone.post(form, {"dk-1": "co", "trang": "1", "luu": "tiep"})
    assert response.url == f"{form}?trang=2"
    second = text_of(phone.get(form, {"trang": "2"}))
    assert "Việc số 14" in second
    assert 'id="ct-1"' not in second
    assert phone.get(form, {"trang": "x"}).status_code == 200


def test_a_sent_registration_is_shown_not_edited(phone, form, sent):
    assert phone.get(form).url == f"{form}kiem-tra/"
    page = text_of(phone.get(f"{form}kiem-tra/"))
    assert "Bản đăng ký đã gửi" in page
    assert "Chờ duyệt" in page
    assert "Thay đổi" not in page


def test_a_refusal_of_the_act_is_shown_and_nothing_is_lost(phone, form, campaign):
    type(campaign).objects.filter(pk=campaign.pk).update(state="closed")
    response = phone.post(form, {"dk-3": "12"})
    assert response.status_code == 422
    assert "Phong trào chưa phát động hoặc đã kết thúc" in text_of(response)
    assert 'value="12"' in text_of(response)


def test_strangers_see_nothing_and_leaders_have_no_hand_in_it(
    client, sign_in, form, assigned, chair_of, stranger, leader_of, upper_union
):
    pages = [form, f"{form}danh-hieu/", f"{form}kiem-tra/"]
    posts = [form, f"{form}chi-tieu/3/", f"{form}nhan-du/", f"{form}danh-hieu/", f"{form}gui/"]
    for access, status in ((chair_of(stranger), 404), (leader_of(upper_union), 403)):
        sign_in(access)
        assert {client.get(page).status_code for page in pages} == {status}
        assert {client.post(page).status_code for page in posts} == {status}
    assert not Registration.objects.exists()


def test_an_officer_enters_for_the_unit_and_the_page_says_so(sign_in, officer, form, assigned, participant):
    desk = sign_in(officer)
    assert "Nhập hộ" in text_of(desk.get(form))
    desk.post(form, {"dk-3": "12"})
    assert Registration.objects.get().entered_by == officer.user


def test_last_year_is_said_in_the_words_of_each_kind(phone, form, participant, indicators, officer):
    prior = {
        indicators[0].pk: (SCALE, None),
        indicators[1].pk: (0, None),
        indicators[3].pk: (8 * SCALE, 10 * SCALE),
        indicators[4].pk: (2 * SCALE, None),
    }
    note_prior(participant, prior, by=officer, at=NOW, source="Tổng kết 2020")
    page = text_of(phone.get(form))
    for words in ("Năm 2020: có làm.", "Năm 2020: chưa làm.", "80,00% (8/10)", "Năm 2020: 2 vụ."):
        assert words in page
    note_prior(
        participant,
        {indicators[3].pk: (85 * SCALE, None), indicators[4].pk: (0, None)},
        by=officer,
        at=NOW,
        source="",
    )
    page = text_of(phone.get(form))
    assert "85%" in page
    assert "Năm 2020: không để xảy ra." in page


def test_a_content_without_indicators_is_promised_as_it_stands(phone, form, campaign, taken, participant):
    campaign.contents.create(position=2, label="2", title="Xanh, Sạch, Đẹp")
    assert "Xanh, Sạch, Đẹp" in text_of(phone.get(f"{form}kiem-tra/"))
    phone.post(f"{form}gui/")
    last = participant.pledges.get().lines.last()
    assert (last.statement, last.promise, last.indicator) == (
        "Xanh, Sạch, Đẹp",
        "Thực hiện theo kế hoạch",
        None,
    )


# Autosave -----------------------------------------------------------------------------------------------------------


def test_autosave_answers_with_state_echo_mark_and_count(phone, form, participant):
    response = phone.post(f"{form}chi-tieu/3/", {"dk-3": "13"}, headers={"HX-Request": "true"})
    part = text_of(response)
    assert response.status_code == 200
    assert "Đã lưu 09:00" in part
    assert "13 đoàn viên — mười ba" in part
    assert re.search('id="da-3" name="da-3" value="[0-9a-f]{12}" hx-swap-oob="true"', part)
    assert "Đã nhập <b>1 trên 5</b>" in part
    assert "<html" not in part
    assert answers(participant) == [(13 * SCALE, False, "")]


def test_autosave_of_nonsense_says_so_and_saves_nothing(phone, form, participant):
    part = text_of(phone.post(f"{form}chi-tieu/3/", {"dk-3": "l0"}))
    assert "Chưa lưu" in part
    assert "Lỗi:" in part
    assert answers(participant) == []


def test_a_save_that_crosses_its_own_autosave_is_no_conflict(phone, form, participant):
    """The autosave reached the server, its answer did not reach the page: the same figure comes again."""
    page = phone.get(form)
    phone.post(f"{form}chi-tieu/3/", {"dk-3": "13", "da-3": mark_on(page)})
    typed = {"dk-1": "co", "da-1": mark_on(page, 1), "dk-3": "13", "da-3": mark_on(page)}
    assert phone.post(form, typed).status_code == 302
    assert answers(participant) == [(SCALE, False, ""), (13 * SCALE, False, "")]


def test_autosave_of_a_line_that_is_not_there_is_not_found(phone, form):
    assert phone.post(f"{form}chi-tieu/99/", {"dk-99": "1"}).status_code == 404


# Taking it all ------------------------------------------------------------------------------------------------------


def test_taking_everything_is_one_tap(phone, form, participant):
    response = phone.post(f"{form}nhan-du/", {"dk-3": "", "dk-4": ""})
    assert response.url == f"{form}kiem-tra/"
    assert [value for value, *_ in answers(participant)] == [SCALE, SCALE, 15 * SCALE, 95 * SCALE, 0]


def test_taking_everything_keeps_what_was_typed(phone, form, participant):
    phone.post(f"{form}nhan-du/", {"dk-3": "18"})
    assert (18 * SCALE, False, "") in answers(participant)


def test_taking_everything_stops_at_an_error(phone, form, participant):
    response = phone.post(f"{form}nhan-du/", {"dk-3": "l8"})
    assert response.status_code == 422
    assert 'value="l8"' in text_of(response)
    assert answers(participant) == []


def test_taking_everything_leads_to_what_nobody_assigned(sign_in, chair, participant, form):
    """Without an assigned number there is nothing to take on the third line."""
    response = sign_in(chair).post(f"{form}nhan-du/")
    assert response.url == f"{form}#ct-3"


# Titles and works ---------------------------------------------------------------------------------------------------


def test_titles_and_works_are_kept(phone, form, campaign):
    group, person = campaign.titles.order_by("level")
    typed = {
        f"dh-{group.pk}": "on",
        f"dh-{person.pk}": "on",
        f"sl-{person.pk}": "24",
        "ct-1": "Sân chơi",
        "han-1": "2/9/2021",
    }
    response = phone.post(f"{form}danh-hieu/", typed)
    assert response.url == f"{form}kiem-tra/"
    registration = Registration.objects.get()
    assert dict(registration.titles.values_list("title__code", "count")) == {"tap-the": 1, "ca-nhan": 24}
    assert [str(work.due_on) for work in registration.works.all()] == ["2021-09-02"]
    page = text_of(phone.get(f"{form}danh-hieu/"))
    assert 'value="02/09/2021"' in page
    assert page.count("Công trình, phần việc ") >= 3


def test_titles_and_works_errors_keep_what_was_typed(phone, form, campaign):
    person = campaign.titles.get(level="person")
    typed = {
        f"dh-{person.pk}": "on",
        f"sl-{person.pk}": "vài",
        "ct-1": "",
        "han-1": "2/9/2021",
        "ct-2": "Nhà xe",
        "han-2": "31/2/2021",
        "ct-3": "x" * 301,
    }
    response = phone.post(f"{form}danh-hieu/", typed)
    page = text_of(response)
    assert response.status_code == 422
    assert "Có 4 chỗ cần sửa" in page
    assert 'value="31/2/2021"' in page
    assert not Registration.objects.exists()
    assert "ghi số người, từ 1 trở lên" in text_of(
        phone.post(f"{form}danh-hieu/", {f"dh-{person.pk}": "on", f"sl-{person.pk}": "0"})
    )


def test_another_row_for_a_work_is_added_without_saving(phone, form):
    typed = {f"ct-{number}": f"Công trình {number}" for number in (1, 2, 3)}
    page = text_of(phone.post(f"{form}danh-hieu/", {**typed, "them": "1"}))
    assert 'name="ct-4"' in page
    assert not Registration.objects.exists()


def test_titles_page_takes_at_most_eight_queries(phone, form, registration, django_assert_max_num_queries):
    with django_assert_max_num_queries(8):
        assert phone.get(f"{form}danh-hieu/").status_code == 200


def test_titles_of_a_sent_registration_are_not_edited(phone, form, sent):
    assert phone.get(f"{form}danh-hieu/").url == f"{form}kiem-tra/"


# Check and send -----------------------------------------------------------------------------------------------------


def test_check_shows_everything_and_says_it_is_not_finished(phone, form, taken, chair, indicators):
    save_lines(taken, {indicators[MEMBERS].pk: {"value": 10 * SCALE, "reason": "Ít việc"}}, by=chair, at=NOW)
    set_works(taken, [{"name": "Sân chơi"}], by=chair, at=NOW)
    page = text_of(phone.get(f"{form}kiem-tra/"))
    assert "Chưa hoàn tất: đồng chí còn phải gửi" in page
    assert "Thấp hơn số giao 5 đoàn viên. Lý do: Ít việc" in page
    assert "1 thấp hơn</b> (chỉ tiêu 3)" in page
    assert "Sân chơi" in page
    assert f'href="{form}#ct-1"' in page
    assert "Gửi LĐLĐ huyện Tịnh Biên duyệt" in page


def test_check_names_what_is_missing_and_does_not_send(phone, form, registration, indicators, chair):
    save_lines(
        registration,
        {indicators[PROPAGANDA].pk: {"is_declined": True, "reason": "Mới"}},
        by=chair,
        at=NOW,
    )
    page = text_of(phone.get(f"{form}kiem-tra/"))
    assert "Còn 4 chỉ tiêu chưa đăng ký" in page
    assert "Không đăng ký: Mới" in page
    assert "Tiếp tục để ký" not in page


def test_check_takes_at_most_eight_queries(phone, form, taken, django_assert_max_num_queries):
    with django_assert_max_num_queries(8):
        assert phone.get(f"{form}kiem-tra/").status_code == 200


def test_check_before_the_first_answer(phone, form):
    assert "Còn 5 chỉ tiêu chưa đăng ký" in text_of(phone.get(f"{form}kiem-tra/"))


def test_sending_what_was_taken_goes_straight_to_the_sign_page(phone, form, taken, participant):
    page = text_of(phone.get(f"{form}kiem-tra/"))
    assert "Tiếp tục để ký" in page
    response = phone.post(f"{form}gui/", {"edition": str(taken.edition)})
    assert response.url == f"/giao-uoc/{participant.pledges.get().uid}/ky/"


def test_sending_less_waits_and_says_so(phone, form, taken, chair, indicators):
    save_lines(taken, {indicators[MEMBERS].pk: {"value": 10 * SCALE}}, by=chair, at=NOW)
    response = phone.post(f"{form}gui/", follow=True)
    assert "Đã gửi bản đăng ký. LĐLĐ huyện Tịnh Biên duyệt xong" in text_of(response)
    assert Registration.objects.get().state == "submitted"
    again = phone.post(f"{form}gui/")
    assert again.status_code == 302


def test_sending_something_unfinished_is_refused_in_place(phone, form, participant):
    response = phone.post(f"{form}gui/")
    assert response.status_code == 422
    assert "Còn 5 chỉ tiêu chưa đăng ký: 1, 2, 3, 4, 5." in text_of(response)


def test_sending_an_edition_not_shown_is_refused_in_place(phone, form, taken):
    response = phone.post(f"{form}gui/", {"edition": "0"})
    assert response.status_code == 422
    assert "Người khác vừa sửa bản đăng ký này" in text_of(response)
    assert f'name="edition" value="{taken.edition}"' in text_of(response)


def test_late_asks_for_a_reason_and_keeps_it(phone, form, taken, days_later):
    days_later(DUE_PLUS)
    assert "Lý do nộp muộn" in text_of(phone.get(f"{form}kiem-tra/"))
    refused = phone.post(f"{form}gui/", {"ly-do": " "})
    assert refused.status_code == 422
    phone.post(f"{form}gui/", {"ly-do": "Mất điện"})
    registration = Registration.objects.get()
    assert (registration.is_late, registration.late_reason) == (True, "Mất điện")


def test_late_is_not_offered_where_the_campaign_is_closed_to_it(phone, form, taken, campaign, days_later):
    type(campaign).objects.filter(pk=campaign.pk).update(late_policy="closed")
    days_later(DUE_PLUS)
    page = text_of(phone.get(f"{form}kiem-tra/"))
    assert "không nhận muộn" in page
    assert f'action="{form}gui/"' in page
    assert "Tiếp tục để ký" not in page


def test_a_campaign_without_pledge_ends_with_sending(phone, form, taken, campaign):
    type(campaign).objects.filter(pk=campaign.pk).update(has_pledge=False)
    assert "Chưa hoàn tất: đồng chí còn phải gửi" in text_of(phone.get(f"{form}kiem-tra/"))
    assert phone.post(f"{form}gui/").url == f"{form}kiem-tra/"
    assert registration_of(taken.participant).state == "approved"
