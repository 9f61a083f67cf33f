"""Are the papers of a campaign whole: every aim, day, name, recipient, signer, and for whom?"""

import sys
from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from emulation.corresponding import file_dispatch
from emulation.drafting import set_indicators
from emulation.models import Campaign, Dispatch, Indicator, PhaseCalendar
from emulation.papers import aims, pdf
from emulation.papers.letterheads import above, signed_for, symbol
from targets import papers
from targets.assigning import assign_many
from tests.factories import BodyFactory
from tests.factories.campaigns import AT, LAUNCH_DAY, planned_campaign, running_campaign
from tests.factories.people import MandateFactory
from tests.papers_reading import plain, text_of
from unions.models import Bloc, BodyFacts, Mandate
from unions.quantities import SCALE
from unions.roles import Role

pytestmark = pytest.mark.django_db
HANOI = ZoneInfo("Asia/Ho_Chi_Minh")
MEMBERS = {
    "statement": "Phát triển đoàn viên mới",
    "kind": "count",
    "comparator": "gt",
    "value": 1500 * SCALE,
    "unit": "đoàn viên",
}
ON = date(2021, 5, 3)


@pytest.fixture
def campaign(upper_union, officer, grassroots, commune):
    return running_campaign(
        upper_union,
        officer,
        [grassroots, commune],
        indicators=[{**MEMBERS, "content": None}],
        theme="Đoàn kết – sáng tạo",
        basis="Nghị quyết Đại hội XIII của Đảng\nThực hiện Kế hoạch số 12/KH-TLĐ.",
        launch_on=LAUNCH_DAY,
        registration_due_at=datetime(2021, 3, 26, 23, 59, 59, tzinfo=HANOI),
        unregistered_policy=Campaign.UnregisteredPolicy.EXCLUDED,
    )


def words(campaign, kind):
    data, _ = papers.print_paper(campaign, kind, "docx", on=ON)
    return text_of(data)


# Kế hoạch -------------------------------------------------------------------------------------------------------------


def test_a_plan_has_its_five_parts_in_order(campaign):
    text = words(campaign, "ke-hoach")
    heads = [line for line in text.split("\n") if line.partition(".")[0] in ("I", "II", "III", "IV", "V")]
    assert heads == [
        "I. MỤC ĐÍCH, YÊU CẦU",
        "II. CHỦ ĐỀ, NỘI DUNG, CHỈ TIÊU THI ĐUA",
        "III. CÁC GIAI ĐOẠN THI ĐUA",
        "IV. KHEN THƯỞNG",
        "V. TỔ CHỨC THỰC HIỆN",
    ]
    said = [
        "Căn cứ Nghị quyết Đại hội XIII của Đảng;",
        "Thực hiện Kế hoạch số 12/KH-TLĐ.",
        "“Đoàn kết – sáng tạo”.",
        "1. Chủ đề thi đua",
        "2. Nội dung thi đua",
        "2.1. Tuyên truyền, vận động.",
        "3. Chỉ tiêu thi đua",
        "- Phát triển đoàn viên mới: trên 1.500 đoàn viên.",
        "- Giai đoạn 1: từ ngày 01/01/2021 đến ngày 30/4/2021.",
        "- Giai đoạn 2: từ ngày 01/5/2021 đến ngày 31/12/2021.",
        "- Phát động: ngày 05/3/2021.",
        "- Đơn vị không đăng ký thi đua thì không xét khen thưởng.",
        "2. Gửi bản đăng ký thi đua chậm nhất ngày 26/3/2021. Gửi sau hạn phải ghi lý do.",
        "- Lưu: VT.",
    ]
    lines = text.split("\n")
    assert [each for each in said if each not in lines] == []
    assert text.count("./.") == 1


def test_number_and_day_are_the_clerks(campaign):
    assert "Số:\u00a0\u00a0\u00a0\u00a0\u00a0\u00a0\u00a0\u00a0/KH-" in words(campaign, "ke-hoach")
    campaign.plan_number, campaign.plan_on = "15/KH-LĐLĐ", date(2021, 2, 8)
    text = words(campaign, "ke-hoach")
    assert "Số: 15/KH-LĐLĐ" in text
    assert "ngày 08 tháng 02 năm 2021" in text


def test_a_phase_without_a_first_day_begins_with_the_launch(upper_union, officer, grassroots):
    phases = [{"number": 1, "name": "Đợt 1", "ends_on": date(2021, 6, 30), "theme": "Mừng Đảng"}]
    campaign = planned_campaign(
        upper_union, officer, [grassroots], phases=phases, launch_on=LAUNCH_DAY, phase_word="đợt"
    )
    text = words(campaign, "ke-hoach")
    assert "III. CÁC ĐỢT THI ĐUA" in text
    assert "- Đợt 1: từ ngày phát động 05/3/2021 đến ngày 30/6/2021, chủ đề: “Mừng Đảng”." in text


def test_a_bloc_with_days_of_its_own_is_told(campaign, upper_union):
    bloc = Bloc.objects.create(owner=upper_union, year=2021, number=3, name="Khối trường học")
    days = {"starts_on": date(2020, 9, 5), "ends_on": date(2021, 5, 31)}
    PhaseCalendar.objects.create(phase=campaign.phases.get(number=1), bloc=bloc, **days)
    text = words(campaign, "ke-hoach")
    assert "đến ngày 30/4/2021.\n+ Khối trường học: từ ngày 05/9/2020 đến ngày 31/5/2021." in text


def test_whoever_stands_above_on_that_day_stands_in_the_first_line(upper_union, province, kinds):
    assert above(upper_union, ON) == province.label
    lonely = BodyFactory(name="Công đoàn viên chức tỉnh", kind=upper_union.kind)
    assert above(lonely, ON) == kinds["tinh"].short_name  # the one kind under which it may stand
    assert above(BodyFactory(kind=kinds["tinh"]), ON) == "Tổng LĐLĐ Việt Nam"
    lonely.kind.allowed_parents.add(lonely.kind)
    assert above(lonely, ON) == "…………"  # left to whoever finishes the paper


def test_the_queries_do_not_grow(campaign, officer, upper_union, grassroots):
    def count():
        with CaptureQueriesContext(connection) as queries:
            papers.compose(Campaign.objects.get(pk=campaign.pk), "giao-chi-tieu", on=ON)
        return len(queries)

    one = count()
    Indicator.objects.filter(campaign=campaign).update(content=None)
    for position in (2, 3):
        Indicator.objects.create(campaign=campaign, position=position, accumulation="add", **MEMBERS)
    assert count() == one
    assert one <= 24


# Aims -----------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("row", "printed"),
    [
        ({"statement": "Phát triển trên 1.500 đoàn viên."}, "Phát triển trên 1.500 đoàn viên"),
        ({"statement": "Phát triển 1.500 đoàn viên"}, "Phát triển 1.500 đoàn viên: trên 1.500 đoàn viên"),
        ({"statement": "Thành lập CĐCS", "comparator": "ge", "value": 20 * SCALE, "unit": "CĐCS"},
         "Thành lập CĐCS: từ 20 CĐCS trở lên"),
        ({"statement": "Không để xảy ra tai nạn", "kind": "zero", "comparator": "zero", "value": None},
         "Không để xảy ra tai nạn"),
        ({"statement": "Tai nạn lao động", "kind": "zero", "comparator": "zero", "value": None},
         "Tai nạn lao động: không để xảy ra"),
        ({"statement": "Toàn bộ CĐCS họp", "kind": "unit_share", "comparator": "all", "value": None, "unit": "CĐCS"},
         "Toàn bộ CĐCS họp"),
        ({"statement": "CĐCS họp đủ", "kind": "unit_share", "comparator": "all", "value": None, "unit": "CĐCS"},
         "CĐCS họp đủ: 100% CĐCS"),
        ({"statement": "Kiện toàn mạng lưới", "kind": "done", "comparator": "", "value": None,
          "due_on": date(2021, 6, 30)},
         "Kiện toàn mạng lưới, hoàn thành trước ngày 30/6/2021"),
        ({"statement": "100% doanh nghiệp ký thỏa ước", "kind": "composite", "comparator": "all", "value": None,
          "parts": [{"statement": "Ký thỏa ước"}, {"statement": "Thực hiện thỏa ước"}]},
         "100% doanh nghiệp ký thỏa ước (Thực hiện thỏa ước)"),
        ({"statement": "Phát triển trên 1.500 đoàn viên",
          "scope": [{"ground": "fact", "fact": BodyFacts.Code.WORKERS, "at_least": 10 * SCALE}]},
         "Phát triển trên 1.500 đoàn viên (lao động từ 10 trở lên)"),
    ],
)  # fmt: skip
def test_what_the_statement_says_is_not_said_twice(campaign_draft, officer, row, printed):
    set_indicators(campaign_draft, [{**MEMBERS, **row}], by=officer, at=AT)
    assert aims.words_of(Indicator.objects.with_plan().get(campaign=campaign_draft)) == printed


@pytest.fixture
def campaign_draft(upper_union, officer, grassroots):
    return planned_campaign(upper_union, officer, [grassroots])


def test_aims_of_one_line_are_printed_on_one_line(campaign_draft, officer):
    zero = {"kind": "zero", "unit": "vụ"}
    rows = [
        {**MEMBERS, "statement": "Phát triển trên 1.500 đoàn viên"},
        {
            **MEMBERS,
            "statement": "thành lập 20 CĐCS",
            "comparator": "ge",
            "value": 20 * SCALE,
            "same_line_as": 1,
        },
        {"statement": "Trong năm không để xảy ra TNLĐ nghiêm trọng", **zero},
        {"statement": "Trong năm không để xảy ra TNLĐ chết người", "same_line_as": 3, **zero},
    ]
    set_indicators(campaign_draft, rows, by=officer, at=AT)
    assert aims.lines_of(Indicator.objects.with_plan().in_order()) == [
        "Phát triển trên 1.500 đoàn viên, thành lập 20 CĐCS",
        "Trong năm không để xảy ra TNLĐ nghiêm trọng, chết người",
    ]


# Sign blocks ----------------------------------------------------------------------------------------------------------


def test_under_tm_a_deputy_signs_as_deputy(upper_union, grassroots, officer, chair):
    MandateFactory(body=upper_union, role=Role.LEADER, post="Phó Chủ tịch", from_on=date(2018, 1, 1))
    sign = signed_for(upper_union, ON)
    assert (sign.authority, sign.post) == ("TM. BAN THƯỜNG VỤ", "PHÓ CHỦ TỊCH")
    first = MandateFactory(body=upper_union, role=Role.LEADER, post="Chủ tịch", from_on=date(2020, 1, 1))
    sign = signed_for(upper_union, ON)
    assert (sign.post, sign.name) == ("CHỦ TỊCH", first.user.full_name)
    assert signed_for(upper_union, date(2019, 1, 1)).post == "PHÓ CHỦ TỊCH"
    own = signed_for(grassroots, ON)
    assert (own.authority, own.post) == ("TM. BAN CHẤP HÀNH", "CHỦ TỊCH")


def test_who_acts_for_the_chair_signs_by_order_and_nobody_leaves_room(upper_union):
    assert signed_for(upper_union, ON).name == ""
    MandateFactory(
        body=upper_union,
        role=Role.LEADER,
        post="Trưởng ban",
        from_on=date(2020, 1, 1),
        source=Mandate.Source.DELEGATED,
    )
    sign = signed_for(upper_union, ON)
    assert (sign.authority, sign.post) == ("TL. BAN THƯỜNG VỤ", "TRƯỞNG BAN")


@pytest.mark.parametrize(
    ("name", "mark"),
    [
        ("Liên đoàn Lao động huyện Tịnh Biên", "LĐLĐ"),
        ("Công đoàn viên chức tỉnh", "CĐVC"),
        ("CĐCS Trường THCS Lê Lợi", "CĐCS"),
        ("Công đoàn cơ sở Công ty May", "CĐCS"),
    ],
)
def test_symbols(upper_union, name, mark):
    upper_union.name = name
    assert symbol(upper_union) == mark


# Letter and decision --------------------------------------------------------------------------------------------------


def test_a_letter_needs_somebody_to_go_to(campaign, upper_union, kinds):
    with pytest.raises(papers.Refusal, match="chưa ghi đăng ký"):
        words(campaign, "cong-van-dang-ky")
    campaign.addressee = BodyFactory(
        name="Ủy ban Mặt trận Tổ quốc huyện", kind=kinds["huyen"], is_external=True
    )
    text = words(campaign, "cong-van-dang-ky")
    lines = text.split("\n")
    assert "Kính gửi: Ủy ban Mặt trận Tổ quốc huyện" in lines
    assert "V/v đăng ký nội dung thi đua năm\u00a02021" in lines
    assert "II. MỘT SỐ CHỈ TIÊU PHẤN ĐẤU" in lines
    assert "- Phát triển đoàn viên mới: trên 1.500 đoàn viên." in lines
    assert "Không đăng ký danh hiệu thi đua./." in lines
    assert lines.index("- Như trên;") < lines.index("- Lưu: VT.")


def test_a_letter_answers_what_came_in(campaign, officer, upper_union):
    Campaign.objects.filter(pk=campaign.pk).update(basis="")
    campaign.refresh_from_db()
    campaign.addressee = upper_union
    file_dispatch(
        campaign,
        by=officer,
        at=AT,
        direction=Dispatch.Direction.INCOMING,
        number="01/MTTQ",
        dated_on=date(2021, 2, 18),
        subject="đăng ký thi đua",
        counterpart=upper_union,
    )
    assert (
        f"Thực hiện Công văn số 01/MTTQ ngày 18/02/2021 của {upper_union.name} “V/v đăng ký thi đua”, Ban"
        in plain(words(campaign, "cong-van-dang-ky"))
    )


def test_the_decision_shows_what_each_unit_is_given(campaign, officer):
    first, second = campaign.participants.in_order()
    indicator = campaign.indicators.get()
    assign_many(campaign, {(first.pk, indicator.pk): 900 * SCALE}, by=officer, at=AT)
    lines = words(campaign, "giao-chi-tieu").split("\n")
    assert "QUYẾT ĐỊNH" in lines
    assert "Về việc giao chỉ tiêu thi đua năm 2021" in lines
    place = lines.index(first.name)
    assert lines[place + 1] == "900"
    assert lines[lines.index(second.name) + 1] == "×"
    total = lines.index("Cộng số giao")
    assert lines[total + 1 : total + 5] == ["900", "", "Mức toàn phong trào", "trên 1.500 đoàn viên"]


# Who and how ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("form", "begins"), [("docx", b"PK\x03\x04"), ("pdf", b"%PDF-")])
def test_a_file_from_the_page(campaign, officer, sign_in, form, begins):
    client = sign_in(officer)
    address = reverse("campaign_paper", args=[campaign.uid, "ke-hoach"])
    assert address in client.get(reverse("campaign_detail", args=[campaign.uid])).content.decode()
    response = client.get(f"{address}?dang={form}")
    assert b"".join(response.streaming_content).startswith(begins)
    assert response["Content-Disposition"] == (
        f"attachment; filename=\"ke-hoach-phong-trao-thi-dua-nam-2021.{form}\"; filename*=UTF-8''"
        f"K%E1%BA%BF%20ho%E1%BA%A1ch%20-%20Phong%20tr%C3%A0o%20thi%20%C4%91ua%20n%C4%83m%202021.{form}"
    )
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["Cache-Control"] == "no-store, private"


def test_strange_papers_are_not_there(campaign, officer, sign_in):
    client = sign_in(officer)
    assert client.get(reverse("campaign_paper", args=[campaign.uid, "ban-an"])).status_code == 404
    refused = client.get(f"{reverse('campaign_paper', args=[campaign.uid, 'ke-hoach'])}?dang=exe")
    assert refused.status_code == 409
    assert "Chỉ in được thành tệp .docx hoặc .pdf." in refused.content.decode()


def test_without_pango_the_sentence_says_what_is_missing(campaign, monkeypatch):
    class Missing:
        def find_spec(self, name, path=None, target=None):
            if name == "weasyprint":
                raise OSError("cannot load library 'libpango-1.0-0'")

    monkeypatch.delitem(sys.modules, "weasyprint", raising=False)
    monkeypatch.setattr(sys, "meta_path", [Missing(), *sys.meta_path])
    with pytest.raises(pdf.NoPdf, match="cài libpango"):
        papers.print_paper(campaign, "ke-hoach", "pdf", on=ON)


def test_the_command_writes_the_file_or_says_why_not(campaign, tmp_path, capsys):
    path = tmp_path / "a.docx"
    call_command("print_paper", campaign.code, "ke-hoach", out=str(path))
    assert "Đã in kế hoạch vào a.docx" in capsys.readouterr().out
    assert "KẾ HOẠCH" in text_of(path.read_bytes())
    for arguments, why in (
        ((campaign.code, "ke-hoach", tmp_path / "a.doc"), "Chỉ in được"),
        ((campaign.code, "bao-cao", path), "Không có loại văn bản này"),
        (("khong-co", "ke-hoach", path), "Không có phong trào mã khong-co"),
        ((campaign.code, "ke-hoach", tmp_path / "khong" / "a.docx"), "Không ghi được tệp"),
        ((campaign.code, "cong-van-dang-ky", path), "chưa ghi đăng ký"),
    ):
        code, kind, out = arguments
        with pytest.raises(CommandError, match=why):
            call_command("print_paper", code, kind, out=str(out))
