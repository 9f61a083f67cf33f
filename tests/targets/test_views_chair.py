import gzip
from datetime import timedelta

import pytest
from django.conf import settings

from targets.models import Registration
from targets.registering import registration_of, save_lines, set_titles, submit
from targets.reviewing import approve, send_back
from targets.signing import sign
from tests.cast import NOW
from tests.factories import BodyFactory, MandateFactory
from tests.factories.campaigns import running_campaign
from tests.factories.people import PASSWORD
from tests.targets.campaign_cast import *  # noqa: F403
from tests.targets.campaign_cast import DUE, MEMBERS
from unions.grouping import form, seat
from unions.quantities import SCALE
from unions.roles import Role


@pytest.fixture
def phone(sign_in, chair, assigned):
    return sign_in(chair)


def home(phone):
    response = phone.get("/")
    assert response.status_code == 200
    return response.content.decode()


def test_home_says_what_is_owed_by_when_and_one_button_leads_on(phone, participant):
    page = home(phone)
    assert "<h1>Việc của tôi</h1>" in page
    assert "Phong trào thi đua năm 2021" in page
    assert "LĐLĐ huyện Tịnh Biên phát động" in page
    assert "Còn 21 ngày 8 giờ" in page
    assert "Gửi trước 17 giờ 00, thứ Tư 31/03/2021" in page
    assert "Đã nhập 0 trên 5" in page
    assert page.count("btn-primary") == 1
    button = page[page.index("btn-primary") :]
    assert f'href="/dang-ky/{participant.uid}/"' in button[:120]


def test_home_counts_what_is_entered(phone, registration, indicators, chair):
    save_lines(registration, {indicators[MEMBERS].pk: {"value": 12 * SCALE}}, by=chair, at=NOW)
    page = home(phone)
    assert "Đã nhập 1 trên 5" in page
    assert "Làm được khi đã nhập đủ chỉ tiêu" in page


def test_home_leads_to_the_check_when_everything_is_entered(phone, taken, participant, campaign, chair):
    set_titles(taken, {campaign.titles.get(level="group").pk: 1}, by=chair, at=NOW)
    page = home(phone)
    assert "Đã nhập đủ 5 trên 5" in page
    assert "Đã chọn 1" in page
    assert f'btn-primary btn-block" href="/dang-ky/{participant.uid}/kiem-tra/"' in page


def test_home_puts_a_return_before_everything_else(phone, sent, officer, indicators, participant):
    flagged = {indicators[MEMBERS].pk: "Thấp hơn số giao"}
    send_back(sent, by=officer, at=NOW, reason="Đề nghị cân nhắc lại", lines=flagged)
    page = home(phone)
    assert page.index("“Đề nghị cân nhắc lại”") < page.index("phát động</p>")
    assert "LĐLĐ huyện Tịnh Biên trả lại 1 chỉ tiêu" in page
    assert page.count("btn-primary") == 1
    assert "Cần sửa 1 chỉ tiêu" in page


def test_home_after_a_return_of_everything(phone, sent, officer):
    send_back(sent, by=officer, at=NOW, reason="Xem lại")
    assert "trả lại bản đăng ký" in home(phone)


def test_home_waits_with_the_unit_then_asks_it_to_sign(phone, sent, officer, participant):
    assert "Đã gửi, chờ duyệt" in home(phone)
    approve(sent, by=officer, at=NOW)
    page = home(phone)
    pledge = participant.pledges.get()
    assert "Chỉ tiêu đã thống nhất, chờ đồng chí ký" in page
    assert f'btn-primary btn-block" href="/giao-uoc/{pledge.uid}/ky/"' in page


def test_home_after_signing_leads_to_the_receipt_and_the_report(phone, pledge, chair, participant):
    sign(pledge, by=chair, at=NOW, received_at=NOW, password_age=5, seen_hash=pledge.content_hash)
    page = home(phone)
    assert "Đã ký 10/03/2021" in page
    assert f'href="/giao-uoc/{pledge.uid}/bien-nhan/"' in page
    assert "Báo cáo kết quả giai đoạn 1" in page


def test_home_names_the_first_day_of_what_comes(phone, campaign):
    campaign.phases.update(starts_on="2021-04-01")
    assert "Từ ngày 01/04/2021" in home(phone)


def test_home_names_the_next_report_with_its_deadline(phone, pledge, chair, campaign):
    sign(pledge, by=chair, at=NOW, received_at=NOW, password_age=5, seen_hash=pledge.content_hash)
    campaign.phases.filter(number=1).update(report_due_at=DUE)
    assert "Báo cáo giai đoạn 1 trước 17 giờ 00, thứ Tư 31/03/2021" in home(phone)


def test_home_of_a_campaign_without_pledge_goes_on_to_the_report(phone, taken, campaign, chair):
    type(campaign).objects.filter(pk=campaign.pk).update(has_pledge=False)
    submit(taken, by=chair, at=NOW, received_at=NOW)
    page = home(phone)
    assert "Bước 4 trên 4" in page
    assert "Làm được khi chỉ tiêu đã thống nhất" not in page


@pytest.mark.parametrize(
    ("moment", "words"),
    [
        (DUE - timedelta(hours=3, minutes=5), "Còn 3 giờ 5 phút"),
        (DUE - timedelta(minutes=7), "Còn 7 phút"),
        (DUE + timedelta(days=2), "Đã quá hạn 2 ngày"),
        (DUE + timedelta(hours=1), "Đã quá hạn 1 giờ"),
    ],
)
def test_home_counts_down_and_on(phone, days_later, moment, words):
    days_later(moment)
    page = home(phone)
    assert words in page
    assert "deadline-calm" not in page
    assert ("ghi là nộp muộn" in page) == (moment > DUE)


def test_home_without_a_campaign_says_whom_to_call(sign_in, chair):
    page = home(sign_in(chair))
    assert "Chưa có phong trào nào đang giao cho đơn vị." in page
    assert 'href="tel:+842963000111"' in page


def test_home_of_a_closed_campaign_keeps_the_receipt(phone, pledge, chair, campaign):
    sign(pledge, by=chair, at=NOW, received_at=NOW, password_age=5, seen_hash=pledge.content_hash)
    type(campaign).objects.filter(pk=campaign.pk).update(state="closed")
    page = home(phone)
    assert "Phong trào đã kết thúc" in page
    assert f'href="/giao-uoc/{pledge.uid}/bien-nhan/"' in page


def test_home_shows_only_bodies_one_chairs_and_names_them_where_there_are_two(
    phone, chair, upper_union, officer, kinds, grassroots
):
    other = BodyFactory(code="ngan-hang", name="CĐCS Ngân hàng", kind=kinds["cdcs"], parent=upper_union)
    running_campaign(upper_union, officer, [other], name="Phong trào của đơn vị khác")
    assert "Phong trào của đơn vị khác" not in home(phone)
    MandateFactory(user=chair.user, body=other, role=Role.CHAIR)
    page = home(phone)
    assert "Phong trào của đơn vị khác" in page
    assert '<p class="byline">CĐCS Ngân hàng</p>' in page
    assert page.count("btn-primary") == 1


@pytest.mark.parametrize("more", [0, 2])
def test_home_takes_at_most_eight_queries_whatever_it_shows(
    phone, sent, officer, upper_union, grassroots, more, django_assert_max_num_queries
):
    send_back(sent, by=officer, at=NOW, reason="Xem lại")
    for number in range(more):
        running_campaign(upper_union, officer, [grassroots], name=f"Phong trào {number}")
    with django_assert_max_num_queries(8):
        home(phone)


def test_home_of_a_plan_without_numbers_leads_to_the_form_too(phone, campaign, indicators):
    """Contents and words only (DOMAIN §4 rule 5): nothing is missing, everything can be sent."""
    for indicator in indicators[:5]:
        indicator.scope_rules.create(ground="fact", fact="workers", at_least=10**9)
    page = home(phone)
    assert "Không có chỉ tiêu bằng số" in page
    assert "Xem và đăng ký" in page
    assert "Xem lại toàn bộ rồi gửi" in page


def packed(content):
    return len(gzip.compress(content, 6))


def test_chair_pages_weigh_less_than_fifty_kilobytes_on_a_first_visit(phone, taken, participant, chair):
    """Everything a page asks for, as it travels: style sheet, script, htmx, the page itself (UX §4)."""
    static = settings.BASE_DIR / "static"
    shared = ("css/chair.css", "css/paper.css", "js/app.js", "vendor/htmx-2.0.11/htmx.min.js", "img/flag.svg")
    weight = sum(packed((static / name).read_bytes()) for name in shared)
    form = f"/dang-ky/{participant.uid}/"
    pages = ["/", form, f"{form}danh-hieu/", f"{form}kiem-tra/"]
    for page in pages:
        html = packed(phone.get(page).content)
        assert html <= 15_000, page
        assert weight + html <= 50_000, page


def test_five_taps_from_home_to_receipt(phone, participant, chair):
    """Đăng ký → Nhận đủ → Tiếp tục để ký → tick → Ký giao ước: the same forms a browser would send."""
    phone.post("/xac-nhan-mat-khau/", {"password": PASSWORD, "tiep": "/"})
    form = f"/dang-ky/{participant.uid}/"
    assert phone.post(f"{form}nhan-du/", {"edition": "0"}).url == f"{form}kiem-tra/"
    sign_page = phone.post(f"{form}gui/", {"edition": str(registration_of(participant).edition)}).url
    pledge = participant.pledges.get()
    response = phone.post(sign_page, {"da-doc": "on", "hash": pledge.content_hash}, follow=True)
    assert "Đã ký giao ước" in response.content.decode()
    assert Registration.objects.get().agreed_without_review


def test_home_leads_the_head_of_a_bloc_to_it(phone, participant, upper_union, grassroots, officer):
    assert "Đơn vị là trưởng khối" not in home(phone)
    bloc = form(upper_union, year=2021, number=8, name="Khối 8", by=officer, at=NOW)
    seat(bloc, [grassroots], by=officer, at=NOW, on=NOW.date(), head=grassroots)
    page = home(phone)
    assert "Đơn vị là trưởng khối" in page
    assert f'<a href="/khoi/{bloc.uid}/">Khối 8</a>' in page
