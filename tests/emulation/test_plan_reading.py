"""Does the reader understand plans of every style; what of the open ones does it still miss?"""

import json
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from hypothesis import given
from hypothesis import strategies as st

from emulation.planreading.drafts import as_json
from emulation.planreading.reading import read_plan
from tests.emulation.plan_comparing import Score, compare

OPEN = Path(__file__).resolve().parents[1] / "data" / "plans" / "open"
LEAST = 0.95


@pytest.fixture(scope="module")
def score():
    found = Score()
    for path in sorted(OPEN.glob("*.txt")):
        compare(
            found, json.loads(path.with_suffix(".json").read_text()), as_json(read_plan(path.read_text()))
        )
    return found


@pytest.mark.parametrize(
    "what",
    [
        "title",
        "organiser",
        "year",
        "theme",
        "signer",
        "number",
        "basis",
        "phase",
        "movement",
        "award",
        "content",
        "indicator",
    ],
)
def test_what_the_plans_say_is_found_and_hardly_anything_made_up(score, what):
    told = [each for each in score.told if f" {what}:" in each]
    assert score.recall(what) >= LEAST, told
    assert score.precision(what) >= LEAST, told


@pytest.mark.parametrize("what", ["conditions", "sectors"])
def test_whom_an_indicator_concerns_is_read_with_it(score, what):
    assert score.recall(what) >= LEAST, score.told


@pytest.mark.parametrize(
    ("sentence", "kind", "comparator", "value"),
    [
        ("Phấn đấu trên 95% CĐCS đạt vững mạnh", "rating_share", "gt", "95"),
        ("100% CĐCS khu vực doanh nghiệp có từ 10 lao động trở lên ký thỏa ước", "unit_share", "all", "100"),
        ("Kết nạp từ 1.500 đoàn viên trở lên", "count", "ge", "1500"),
        ("Mỗi CĐCS có ít nhất 02 sáng kiến", "each_count", "ge", "2"),
        ("Thu kinh phí công đoàn đạt trên 92%", "money_share", "gt", "92"),
        ("Không để xảy ra tai nạn lao động chết người", "zero", "zero", "0"),
        ("Giảm 10% số vụ tai nạn lao động so với năm 2020", "change", "change", "-10"),
        ("60–70% doanh nghiệp có nội quy lao động", "unit_share", "between", "60"),
        ("Vận động quỹ xã hội 1,5 tỷ đồng", "money", "ge", "1500000000"),
    ],
)
def test_one_sentence_under_a_heading_of_aims(sentence, kind, comparator, value):
    draft = as_json(read_plan(f"KẾ HOẠCH\nThi đua năm 2021\n\nI. CHỈ TIÊU\n1. {sentence}.\n"))
    assert [(each["kind"], each["comparator"], each["value"]) for each in draft["indicators"]] == [
        (kind, comparator, value)
    ]


@pytest.mark.parametrize(
    "sentence",
    [
        "Chào mừng kỷ niệm 75 năm Ngày truyền thống, thực hiện Nghị quyết 20-NQ/TW giai đoạn 2020-2025",
        "Thực hiện Chỉ thị số 05-CT/TW ngày 15/5/2016 của Bộ Chính trị",
        "Rà soát các CĐCS có dưới 10 đoàn viên, nâng cao chất lượng ủy ban kiểm tra",
        "Hưởng ứng phong trào “75 nghìn sáng kiến, vượt khó, phát triển”",
    ],
)
def test_numbers_that_are_no_aims(sentence):
    draft = as_json(read_plan(f"KẾ HOẠCH\nThi đua năm 2021\n\nI. NỘI DUNG\n1. {sentence}.\n"))
    assert draft["indicators"] == []
    assert [each["text"] for each in draft["contents"]] == [sentence]


def test_the_command_prints_the_draft_and_names_what_is_no_text(tmp_path):
    out = StringIO()
    call_command("read_plan", str(OPEN / "40-huyen-thach-ban-2017.txt"), "--json", stdout=out)
    assert json.loads(out.getvalue())["year"] == 2017
    call_command("read_plan", str(OPEN / "40-huyen-thach-ban-2017.txt"), stdout=out)
    assert "Đợt 1: 01/01/2017 – 19/05/2017 Kỷ cương, hiệu quả, mừng sinh nhật Bác" in out.getvalue()
    (tmp_path / "anh.txt").write_bytes(b"\xff\xd8\xff\xe0")
    for name, sentence in (("anh.txt", "không có chữ để đọc"), ("khong-co.txt", "Không có tệp")):
        with pytest.raises(CommandError, match=sentence):
            call_command("read_plan", str(tmp_path / name))


FRAGMENTS = st.sampled_from(
    (
        "I. |1. |a) |- |\t|\n|Đợt 1: |từ |đến |31/6|30/4/2021|100%|trên |1.500 |đoàn viên |CĐCS |không để xảy ra |, |"
        " và |; |. |“|”|(|)|Phần thứ |Điều 1. |CHỈ TIÊU\n|TT\tNội dung\tChỉ tiêu\n|Nơi nhận:\n|TM. BAN THƯỜNG VỤ\n|"
        "KẾ HOẠCH\n|quý IV|năm học 2021-2022|hai mươi |2/3 số |tăng 5% so với |mỗi |ít nhất |triệu đồng|Kính gửi: |"
        "Căn cứ |\u00a0|"
        "\u0000|trở lên|từ ngày ký|tháng 13|quý 9|chủ đề “"
    ).split("|")
)


@given(st.lists(FRAGMENTS | st.text(max_size=8), max_size=60).map("".join))
def test_any_text_is_read_without_an_error(text):
    draft = as_json(read_plan(text))
    assert json.loads(json.dumps(draft)) == draft
