"""Does a plan that was pasted become a draft campaign, after a person confirmed it, with everything it says?"""

import json
from datetime import date
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from config.demo import lists
from emulation import plan_child, plan_files
from emulation.models import Campaign, Movement, PlanText
from emulation.planreading.reading import read_plan
from tests.cast import NOW
from tests.emulation.pages import send, text, typed
from tests.emulation.word_files import paragraph, table, word_file
from tests.factories import MandateFactory
from unions.access import Access
from unions.models import LedgerEntry
from unions.quantities import SCALE
from unions.roles import Role

READ = "/phong-trao/doc-ke-hoach/"
PLANS = Path(__file__).resolve().parents[1] / "data" / "plans" / "open"


def plan_of(number):
    return next(PLANS.glob(f"{number}-*.txt")).read_text()


@pytest.fixture
def office(sign_in, officer, db):
    lists.sectors()
    lists.movements()
    lists.titles()
    return sign_in(officer)


def paste(client, words):
    answer = client.post(READ, {"loi": words})
    assert answer.status_code == 302
    return answer.url


def taken(client, address):
    """Confirm the page as it stands."""
    answer = send(client, address, typed(client.get(address)), act="take")
    campaign = Campaign.objects.get()
    assert answer.url == f"/phong-trao/{campaign.uid}/buoc/1/"
    return campaign


def _capital(title):
    return title[0].upper() + title[1:]


def of_draft(draft):
    """Phases and indicators of a draft, as a campaign keeps them."""
    phases = [(each.starts_on, each.ends_on, each.theme or "") for each in draft.phases]
    return phases, sorted(map(_aim, draft.indicators))


def _aim(aim):
    kind, comparator, value = aim.kind, aim.comparator or "", aim.value
    if kind in ("each_count", "each_share"):
        return kind, "all", -1, int(value * SCALE), comparator
    if kind == "composite":
        comparator = "all" if value in (None, 100) else comparator
    is_bare = value is None or comparator in ("all", "zero")
    return kind, comparator, -1 if is_bare else int(value * (1 if kind == "money" else SCALE)), -1, ""


def of_campaign(campaign):
    """The same of the campaign in the database."""
    phases = [(each.starts_on, each.ends_on, each.theme) for each in campaign.phases.all()]
    names = ("kind", "comparator", "value", "unit_value", "unit_comparator")
    rows = campaign.indicators.values_list(*names)
    return phases, sorted(tuple(-1 if value is None else value for value in row) for row in rows)


@pytest.mark.parametrize("number", ["12", "30", "33"])
def test_a_confirmed_plan_is_the_campaign_it_describes(office, number):
    words = plan_of(number)
    draft, campaign = read_plan(words), taken(office, paste(office, words))
    assert of_campaign(campaign) == of_draft(draft)
    assert (campaign.name, campaign.year, campaign.theme) == (
        _capital(draft.title),
        draft.year,
        draft.theme or "",
    )
    assert campaign.plan_number == (draft.document.number or "")
    assert campaign.basis_lines == draft.document.basis
    assert [each.title for each in campaign.contents.all()] == [each.text for each in draft.contents]
    assert campaign.movements.count() == len(draft.movements)


@pytest.fixture
def address(office):
    return paste(office, plan_of("06"))


def test_details_of_a_plan_find_their_place(office, address):
    campaign = taken(office, address)
    found = campaign.indicators.get(statement__contains="trong doanh nghiệp từ 25 lao động")
    rules = {rule.ground: rule for rule in found.scope_rules.all()}
    assert (rules["fact"].fact, rules["fact"].at_least) == ("workers", 25 * SCALE)
    assert {rule.sector.code for rule in found.scope_rules.filter(ground="sector")} >= {"dn", "dn-nn"}
    rated = campaign.indicators.get(kind="rating_share")
    assert (rated.minimum_rating, rated.comparator, rated.upper) == ("good", "between", 85 * SCALE)
    assert campaign.registration_due_at.date() == date(2019, 2, 28)
    known = {each.code for each in campaign.movements.all()}
    assert known == {"lao-dong-gioi-lao-dong-sang-tao", "gioi-viec-nuoc-dam-viec-nha"}
    assert "bang-khen-tinh" in {each.code for each in campaign.titles.all()}


def test_the_page_says_what_it_read_beside_the_text(office, address, django_assert_max_num_queries):
    with django_assert_max_num_queries(14):
        page = text(office.get(address))
    assert "từ 80 đến 85% xếp loại hoàn thành tốt nhiệm vụ trở lên" in page.replace("%  xếp", "% xếp")
    assert 'href="#dong-14"' in page
    assert '<li id="dong-14" class="is-read">1\tPhát triển đoàn viên mới' in page
    assert "Giấy khen của Công đoàn các KCN tỉnh: chưa có trong danh mục" in page
    assert page.index("Cần đồng chí xem trước") < page.index("Thông tin, căn cứ")
    assert not Campaign.objects.exists()
    assert not LedgerEntry.objects.filter(act__startswith="drafting").exists()


def test_a_long_plan_needs_no_more_queries_and_few_inputs(office, django_assert_max_num_queries):
    other = paste(office, plan_of("33"))
    with django_assert_max_num_queries(14):
        page = office.get(other)
    assert len(typed(page)) < 120  # Django takes a thousand


def test_what_lost_its_tick_is_left_out_and_words_are_put_right(office, address):
    data = typed(office.get(address))
    for key in ("p3", "i1", "c2"):
        data.pop(f"{key}-keep")
    data["name"], data["c1-title"], data["new_movements"] = "Tên đã sửa", "Nội dung đã sửa", "Phong trào mới"
    opened = send(office, address, data, act="open:i2")
    assert "autofocus" in text(opened)
    data = typed(opened)
    data["i2-value"], data["i2-statement"] = "15", "Thành lập 15 CĐCS"
    send(office, address, data, act="take")
    campaign = Campaign.objects.get()
    assert (campaign.name, campaign.phases.count(), campaign.contents.count()) == ("Tên đã sửa", 2, 2)
    assert campaign.indicators.count() == 9
    assert campaign.indicators.get(statement="Thành lập 15 CĐCS").value == 15 * SCALE
    assert campaign.contents.first().title == "Nội dung đã sửa"
    assert Movement.objects.filter(name="Phong trào mới").exists()


def test_an_indicator_is_split_and_two_are_merged(office, address):
    split = send(office, address, typed(office.get(address)), act="copy:i1")
    merged = send(office, address, typed(split), act="merge:i2")
    send(office, address, typed(merged), act="take")
    campaign = Campaign.objects.get()
    assert campaign.indicators.count() == 10 + 1 - 1
    made = campaign.indicators.get(kind="composite")
    assert [(part.kind, part.value) for part in made.parts.all()] == [
        ("count", 4200 * SCALE),
        ("count", 12 * SCALE),
    ]


def test_a_refused_page_keeps_everything_typed(office, address):
    data = typed(office.get(address))
    data["year"], data["p1-ends_on"], data["c1-title"] = "", "31/02/2019", "Nội dung đã sửa"
    answer = send(office, address, data, act="take")
    assert answer.status_code == 422
    page, again = text(answer), typed(answer)
    assert 'href="#id_year"' in page
    assert "31/02/2019" in page
    for name, values in data.lists():
        if name != "act" and not name.startswith("i"):
            assert again.getlist(name) == values, name
    assert not Campaign.objects.exists()


def test_what_nobody_can_keep_is_said_before_anything_is_sent(office):
    page = text(office.get(paste(office, plan_of("13"))))
    assert "Ghi ngày kết thúc của giai đoạn" in page
    assert "có chỗ cần sửa" not in page


def test_a_second_tap_finds_the_first_draft_and_the_text_survives(office, address):
    data = typed(office.get(address))
    first = send(office, address, data.copy(), act="take")
    assert send(office, address, data, act="take").url == first.url
    assert office.get(address).url == first.url
    assert Campaign.objects.count() == 1
    assert address in text(office.get(READ))


def test_what_was_put_right_is_there_again_after_a_reload_until_it_is_given_up(office, address):
    data = typed(office.get(address))
    data.pop("i2-keep")
    send(office, address, data, act="save", name="Tên đã sửa")
    again = typed(office.get(address))
    assert (again["name"], "i2-keep" in again, "i1-keep" in again) == ("Tên đã sửa", False, True)
    send(office, address, again, act="copy:i1")
    assert "i11-keep" in typed(office.get(address))
    send(office, address, again, act="again")
    assert typed(office.get(address))["name"] != "Tên đã sửa"
    assert not Campaign.objects.exists()


def test_the_same_words_twice_are_one_text(office, address):
    assert paste(office, plan_of("06")) == address
    assert PlanText.objects.get().made_at == NOW


def test_nothing_pasted_gets_a_sentence(office):
    answer = office.post(READ, {"loi": "  \n "})
    assert answer.status_code == 422
    assert "dán lời kế hoạch vào ô" in text(answer)


def test_a_word_file_is_read_and_what_cannot_be_read_gets_its_sentence(office, monkeypatch):
    monkeypatch.setattr(plan_files, "guarded", lambda module, name, data: json.dumps(plan_child.read(data)))
    rows = table(["TT", "Chỉ tiêu", "Mức"], ["1", "Phát triển đoàn viên mới", "trên 1.500"])
    words = [paragraph(each) for each in ("KẾ HOẠCH", "Phát động thi đua năm 2021", "I. Chỉ tiêu")]
    upload = SimpleUploadedFile("Kế hoạch 2021.docx", word_file(*words, rows))
    page = text(office.get(office.post(READ, {"tep": upload}).url))
    assert "trên 1.500" in page
    assert "Kế hoạch 2021.docx" in page
    scan = SimpleUploadedFile("quet.pdf", b"%PDF-1.5 ...")
    answer = office.post(READ, {"tep": scan, "loi": "Lời đã dán"})
    assert answer.status_code == 422
    assert "Tệp này không có chữ để đọc: là bản PDF" in text(answer)
    assert "Lời đã dán</textarea>" in text(answer)


def test_somebody_elses_text_is_not_there(office, address, sign_in, upper_union):
    colleague = MandateFactory(body=upper_union, role=Role.OFFICER).user
    other = sign_in(Access(colleague, NOW.date()))
    assert other.get(READ).status_code == 200
    assert other.get(address).status_code == 404
