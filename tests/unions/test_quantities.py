"""Is every number and day read as Vietnamese write it, and refused where it may mean two (DOMAIN §5.7, K1, K2)?"""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from unions.quantities import SCALE, Unreadable, in_words, percent, read, read_date, show, show_share

pytestmark = pytest.mark.prove("quantities")

# The table of DOMAIN §5.7, literally ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("typed", "value"),
    [
        ("1.500", 1500_0000), ("1 500", 1500_0000), ("1500", 1500_0000), ("01", 1_0000), ("0", 0),
        ("1.234,56", 1234_5600), ("95,5", 95_5000), ("95,5%", 95_5000), ("0,5", 5000),
        ("3 triệu", 3_000_000_0000), ("2,4 tỷ", 2_400_000_000_0000), ("45 nghìn đồng", 45_000_0000),
    ],
)  # fmt: skip
def test_numbers_of_the_table(typed, value):
    assert read(typed).value == value


@pytest.mark.parametrize(
    ("typed", "comparator", "value", "unit"),
    [
        ("trên 1.500", "gt", 1500_0000, ""),
        ("từ 80 trở lên", "ge", 80_0000, ""),
        ("20 CĐCS", "ge", 20_0000, "CĐCS"),
    ],
)
def test_comparators_of_the_table(typed, comparator, value, unit):
    reading = read(typed)
    assert (reading.comparator, reading.value, reading.unit) == (comparator, value, unit)


def test_a_fraction_is_read_in_a_share_field_and_refused_as_a_day_elsewhere():
    reading = read("45/60", is_share=True)
    assert (reading.num, reading.den, reading.value) == (45_0000, 60_0000, None)
    with pytest.raises(Unreadable, match="là ngày hoặc phân số"):
        read("30/4")


@pytest.mark.parametrize(
    ("typed", "readings"),
    [
        ("1,500", ["1.500", "1,5"]), ("12,345", ["12.345", "12,345"]), ("150,000", ["150.000", "150"]),
        ("2,400 tỷ", ["2.400 tỷ", "2,4 tỷ"]), ("1500,500", ["1.500.500", "1.500,5"]),
        ("trên 1,500 đoàn viên", ["1.500", "1,5"]),
    ],
)  # fmt: skip
def test_a_comma_and_three_digits_may_mean_two_numbers(typed, readings):
    with pytest.raises(Unreadable) as refused:
        read(typed)
    assert refused.value.readings == readings
    assert "đọc được hai cách" in str(refused.value)
    assert all(reading.split()[0] in str(refused.value) for reading in readings)


def test_the_question_says_both_readings_in_words():
    with pytest.raises(Unreadable) as refused:
        read("1,500", whole=True)
    assert str(refused.value) == (
        "“1,500” đọc được hai cách: 1.500 (một nghìn năm trăm) hay 1,5 (một phẩy năm)? Ghi lại một trong hai."
    )


def test_a_comma_and_three_digits_are_decimals_below_one_or_where_a_hundred_is_the_most():
    assert read("0,125").value == 1250
    assert read("12,345", most=100 * SCALE).value == 12_3450
    assert read("1,500", is_share=True).value == 1_5000
    with pytest.raises(Unreadable):
        read("12,345", most=1000 * SCALE)
    with pytest.raises(Unreadable):
        read("12,345/60", is_share=True)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("1.5", "1,5"), ("98.7", "98,7"), ("1,234.56", "1.234,56"), ("1,234,567", "1.234.567"), ("0.5", "0,5"),
        ("2.4 tỷ", "2,4 tỷ"), ("1.2345", "1,2345"), ("2 triệu rưỡi", "2,5 triệu"),
        ("12,345,678.9", "12.345.678,9"),
    ],
)  # fmt: skip
def test_english_marks_are_refused_with_what_was_meant(typed, meant):
    with pytest.raises(Unreadable) as refused:
        read(typed)
    assert refused.value.readings == [meant]
    assert meant in str(refused.value)


@pytest.mark.parametrize(
    "typed", ["1.50.000", "15.00", "0.500", "1..5", "1.", ",5", ".5", "1,", "1,5,5", "01.500"]
)
def test_malformed_numbers_are_refused(typed):
    with pytest.raises(Unreadable) as refused:
        read(typed)
    assert refused.value.readings == []


def test_doubtful_numbers_are_read_and_asked_about():
    assert read("1.500", is_share=True).doubts == ("1.500% lớn hơn 100%: đúng vậy thì giải trình.",)
    assert read("120% số người", is_share=True).doubts == ("120% lớn hơn 100%: đúng vậy thì giải trình.",)
    over = read("70/60", is_share=True)
    assert over.doubts == ("Tử số 70 lớn hơn mẫu số 60: đúng vậy thì giải trình.",)
    assert read("31", most=30 * SCALE).doubts == ("31 lớn hơn 30: đúng vậy thì giải trình.",)
    assert read("100%", is_share=True).doubts == read("60/60", is_share=True).doubts == ()


@pytest.mark.parametrize(
    "typed", ["−3", "1e3", "NaN", "1_000", "l0", "½", "2 triệu rưỡi", "vài chục"]
)  # fmt: skip
def test_what_is_no_number_is_refused(typed):
    with pytest.raises(Unreadable):
        read(typed)


def test_a_decimal_in_a_count_is_refused():
    with pytest.raises(Unreadable, match="chỉ nhận số nguyên"):
        read("12,5", whole=True)


# Sixty more and beyond -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("typed", "value"),
    [
        ("1\u00a0500", 1500_0000), ("1\u2009500", 1500_0000), ("1\u202f500", 1500_0000), (" 7 ", 7_0000),
        ("\u00a0 12\u00a0", 12_0000), ("12.345.678", 12_345_678_0000), ("12 345 678", 12_345_678_0000),
        ("007", 7_0000),
        ("00", 0), ("1.234,567", 1234_5670), ("1 234,5", 1234_5000), ("1500,5", 1500_5000), ("0,0001", 1),
        ("0,05", 500), ("3,50", 3_5000), ("1,5000", 1_5000), ("12,00000", 12_0000),
        ("2 tỷ", 2_000_000_000_0000),
        ("2 tỉ", 2_000_000_000_0000), ("45 ngàn", 45_000_0000), ("0,125 triệu", 125_000_0000),
        ("1,5 triệu", 1_500_000_0000),
        ("100 phần trăm", 100_0000), ("98,75 %", 98_7500), ("0%", 0), ("1.500 đ", 1500_0000),
        ("1.500đ", 1500_0000),
        ("45.000 VNĐ", 45_000_0000), ("tre\u0302n 5", 5_0000), ("1.500;", 1500_0000),
        ("1.500 đoàn viên,", 1500_0000), ("20 CĐCS.", 20_0000),
    ],
)  # fmt: skip
def test_more_numbers(typed, value):
    assert read(typed).value == value


@pytest.mark.parametrize(
    ("typed", "comparator", "value", "unit"),
    [
        ("hơn 30", "gt", 30_0000, ""), ("vượt 5 %", "gt", 5_0000, "%"), ("quá 3", "gt", 3_0000, ""),
        ("> 5", "gt", 5_0000, ""), (">5", "gt", 5_0000, ""), ("đạt trên 75%", "gt", 75_0000, "%"),
        ("Trên 1.000 đoàn viên ưu tú", "gt", 1000_0000, "đoàn viên ưu tú"), ("cao hơn 12", "gt", 12_0000, ""),
        ("không quá 3", "le", 3_0000, ""), ("không quá 3 vụ", "le", 3_0000, "vụ"),
        ("tối đa 10", "le", 10_0000, ""),
        ("10 trở xuống", "le", 10_0000, ""), ("từ 10 người trở xuống", "le", 10_0000, "người"),
        ("≤ 4", "le", 4_0000, ""),
        ("<=4", "le", 4_0000, ""), ("không vượt quá 2", "le", 2_0000, ""), ("không trên 2", "le", 2_0000, ""),
        ("dưới 5", "lt", 5_0000, ""), ("< 5", "lt", 5_0000, ""), ("ít hơn 5", "lt", 5_0000, ""),
        ("ít nhất 1", "ge", 1_0000, ""), ("tối thiểu 01 hội nghị", "ge", 1_0000, "hội nghị"),
        ("≥80", "ge", 80_0000, ""),
        (">= 80", "ge", 80_0000, ""), ("không dưới 80", "ge", 80_0000, ""), ("từ 80", "ge", 80_0000, ""),
        ("80 trở lên", "ge", 80_0000, ""), ("từ 80 doanh nghiệp trở lên", "ge", 80_0000, "doanh nghiệp"),
        ("đạt 20", "ge", 20_0000, ""), ("hoàn thành 30 nhà", "ge", 30_0000, "nhà"),
        ("đạt từ 90% trở lên", "ge", 90_0000, "%"),
        ("ĐẠT TRÊN 75%", "gt", 75_0000, "%"), ("100%", "all", 100_0000, "%"),
        ("100% CĐCS", "all", 100_0000, "CĐCS"),
        ("đạt 100%", "all", 100_0000, "%"), ("từ 100%", "ge", 100_0000, "%"),
        ("không để xảy ra", "zero", 0, ""),
        ("Không để xảy ra TNLĐ nghiêm trọng", "zero", 0, ""), ("không còn hộ nghèo", "zero", 0, ""),
        ("0 vụ", "", 0, "vụ"), ("1.500", "", 1500_0000, ""), ("45 nghìn đồng", "", 45_000_0000, "đồng"),
        ("tăng 12,5% so với cùng kỳ", "change", 12_5000, "%"), ("giảm 5%", "change", -5_0000, "%"),
        ("tre\u0302n 5", "gt", 5_0000, ""),
    ],
)  # fmt: skip
def test_more_comparators(typed, comparator, value, unit):
    reading = read(typed)
    assert (reading.comparator, reading.value, reading.unit) == (comparator, value, unit)


def test_a_range_has_two_values():
    for typed in ("từ 8 đến 12", "8 đến 12", "từ 8 tới 12"):
        reading = read(typed)
        assert (reading.comparator, reading.value, reading.upper) == ("between", 8_0000, 12_0000)
    reading = read("từ 10% đến 20,5% CĐCS", is_share=True)
    assert (reading.value, reading.upper, reading.unit) == (10_0000, 20_5000, "CĐCS")
    assert read("10% đến 120%", is_share=True).doubts


def test_all_of_something_is_a_hundred_per_cent_only_in_a_share_field():
    reading = read("toàn bộ CĐCS", is_share=True)
    assert (reading.comparator, reading.value, reading.unit) == ("all", 100_0000, "CĐCS")
    assert read("tất cả", is_share=True).unit == ""
    with pytest.raises(Unreadable, match="chưa có số"):
        read("tất cả")


def test_words_that_were_typed_are_told_from_those_that_follow():
    assert read("trên 5").is_stated
    assert read("đạt 5").is_stated
    assert read("không để xảy ra").is_stated
    assert not any(read(typed).is_stated for typed in ("5", "20 CĐCS", "100%", "95%"))


def test_money_counts_in_dong_and_per_cents_do_not():
    assert read("2,4 tỷ", scale=1).value == 2_400_000_000
    assert read("2 nghìn tỷ", scale=1).value == 2 * 10**12
    assert read("1,5 triệu", scale=1, whole=True).value == 1_500_000
    assert read("95,5%", scale=1, is_share=True).value == 95_5000
    share = read("1.500/2.000", scale=1, is_share=True)
    assert (share.num, share.den) == (1500, 2000)
    with pytest.raises(Unreadable, match="tròn đến đồng"):
        read("1.234,5", scale=1)


@pytest.mark.parametrize(
    "typed",
    [
        "", "   ", "-3", "–3", "+3", "- 3", "-0", "1E3", "inf", "Infinity", "nan", "0x10", "１５", "٣", "10²",
        "1⁄2", "٫5",
        "5k", "5 k", "5 tr", "5 trđ", "3 trieu", "3 ty", "3 nghin", "2 trăm", "3 chục", "5 vạn",
        "2 tỷ 400 triệu", "1  500",
        "1 50", "1\t500", "1\n500", "12 345.678", "1 234.567", "1.234 567", "1'500", "1,2,3", "8-12", "8–12",
        "12 đến 8",
        "từ đến", "dưới 8 đến 12", "8 đến mười", "trên 80 trở lên", "dưới 5 trở xuống", "80 so với năm trước",
        "khoảng 30",
        "30 hơn", "gần 30", "mười lăm", "hai", "20 hoặc 30", "10 m2", "5; 6", "5 và 6", "1\u200b500",
        "\u202e15", "15\x00",
        "5.000.00", "100%%", "%", "trên", "đạt", "9999999999999999", "1" * 400, "5x", "5_", "5 (năm",
        "phấn đấu 5", "12,345.6",
        "toàn bộ 5", "1,23456", "#5", "5 #", "=5", "5 trên 6",
    ],
)  # fmt: skip
def test_everything_else_is_refused_with_a_sentence(typed):
    with pytest.raises(Unreadable) as refused:
        read(typed)
    assert len(str(refused.value)) > 20


@pytest.mark.parametrize(
    "typed", ["5/0", "45/", "/60", "45/x", "1/2/3", "trên 3/4", "45/60/2", "28/34 (82,35%)", "28/34 2"]
)  # fmt: skip
def test_fractions_that_are_none(typed):
    with pytest.raises(Unreadable):
        read(typed, is_share=True)


def test_fractions_with_words():
    reading = read("đạt 28 / 34 CĐCS", is_share=True)
    assert (reading.num, reading.den, reading.unit) == (28_0000, 34_0000, "CĐCS")
    assert read("0/0", is_share=True).den == 0


def test_per_cents_are_refused_where_things_are_counted():
    with pytest.raises(Unreadable, match="không ghi tỷ lệ"):
        read("95%", whole=True)
    with pytest.raises(Unreadable, match="không ghi tỷ lệ"):
        read("5 nghìn %")


def test_the_field_itself_is_named_by_its_sentence():
    with pytest.raises(Unreadable, match="không có dấu cộng, dấu trừ"):
        read("−3")
    with pytest.raises(Unreadable, match="ví dụ 0,5"):
        read(",5")
    with pytest.raises(Unreadable, match="ghi đủ dấu, ví dụ 3 triệu"):
        read("3 trieu")


# Written and read again ----------------------------------------------------------------------------------------------


@given(st.integers(0, 10**15))
def test_what_is_shown_is_read_as_the_same_value(value):
    text = show(value)
    if value % SCALE and "." not in text and len(text.partition(",")[2]) == 3 and value >= SCALE:
        with pytest.raises(Unreadable):
            read(text)
    else:
        assert read(text).value == value


@given(st.integers(0, 10**15))
def test_dong_are_read_as_shown(value):
    assert read(f"{show(value, 1)} đồng", scale=1).value == value


@given(st.integers(0, 100 * SCALE))
def test_per_cents_are_read_as_shown(value):
    assert read(f"{show(value)}%", is_share=True).value == value


@given(st.text(max_size=30))
def test_any_text_is_read_or_refused(text):
    try:
        reading = read(text, is_share=True)
    except Unreadable as refusal:
        reading = None
        sentence = str(refusal)
    assert sentence if reading is None else reading.value is not None or reading.den is not None


@given(st.text(alphabet="0123456789., %/−trênđạtừỷnghìu", max_size=12))
def test_text_that_looks_like_numbers_is_read_or_refused(text):
    try:
        value = read(text).value
    except Unreadable:
        value = 0
    assert abs(value) <= 10**15


@pytest.mark.parametrize(
    ("value", "scale", "shown"),
    [
        (None, SCALE, ""), (0, SCALE, "0"), (1500_0000, SCALE, "1.500"), (95_5000, SCALE, "95,5"),
        (1, SCALE, "0,0001"),
        (-5_0000, SCALE, "−5"), (1_234_567, 1, "1.234.567"), (735, 100, "7,35"),
    ],
)  # fmt: skip
def test_show(value, scale, shown):
    assert show(value, scale) == shown


@pytest.mark.parametrize(
    ("num", "den", "shown"),
    [
        (77, 800, "9,63"), (5, 12, "41,67"), (8, 9, "88,89"), (28, 34, "82,35"), (18_999, 20_000, "95,00"),
        (37, 20, "185,00"),
        (23_751, 25_000, "95,00"), (1500, 1500, "100,00"), (0, 9, "0,00"), (1, 0, ""), (None, 5, ""),
        (-1, 8, "−12,50"),
        (1_000_000, 7, "14.285.714,29"), (1, 20_000, "0,01"), (1, 20_001, "0,00"),
    ],
)  # fmt: skip
def test_percent_rounds_half_up(num, den, shown):
    assert percent(num, den) == shown


def test_a_share_shows_what_it_comes_from():
    assert show_share(28_0000, 34_0000) == "82,35% (28/34)"
    assert show_share(1_500, 2_000, 1) == "75,00% (1.500/2.000)"
    assert show_share(0, 0) == "0/0"


@pytest.mark.parametrize(
    ("value", "words"),
    [
        (0, "không"), (1, "một"), (4, "bốn"), (5, "năm"), (10, "mười"), (11, "mười một"), (14, "mười bốn"),
        (15, "mười lăm"),
        (20, "hai mươi"), (21, "hai mươi mốt"), (24, "hai mươi tư"), (25, "hai mươi lăm"), (55, "năm mươi lăm"),
        (100, "một trăm"), (101, "một trăm linh một"), (105, "một trăm linh năm"), (110, "một trăm mười"),
        (115, "một trăm mười lăm"), (121, "một trăm hai mươi mốt"), (1000, "một nghìn"),
        (1005, "một nghìn không trăm linh năm"),
        (1500, "một nghìn năm trăm"), (2021, "hai nghìn không trăm hai mươi mốt"), (10_000, "mười nghìn"),
        (1_000_005, "một triệu không trăm linh năm"), (1_001_000, "một triệu không trăm linh một nghìn"),
        (3_000_000, "ba triệu"), (2_400_000_000, "hai tỷ bốn trăm triệu"), (1_000_000_000_000, "một nghìn tỷ"),
        (12_345_678, "mười hai triệu ba trăm bốn mươi lăm nghìn sáu trăm bảy mươi tám"),
        (1_000_000_007, "một tỷ không trăm linh bảy"),
    ],
)  # fmt: skip
def test_whole_numbers_in_words(value, words):
    assert in_words(value, 1) == words
    assert in_words(value * SCALE) == words


@pytest.mark.parametrize(
    ("value", "words"),
    [
        (95_5000, "chín mươi lăm phẩy năm"), (500, "không phẩy không năm"),
        (12_2500, "mười hai phẩy hai mươi lăm"),
        (1, "không phẩy không không không một"), (-3_0000, "âm ba"),
        (1234_5600, "một nghìn hai trăm ba mươi tư phẩy năm mươi sáu"),
    ],
)  # fmt: skip
def test_decimals_in_words(value, words):
    assert in_words(value) == words


# Days ----------------------------------------------------------------------------------------------------------------

DAY = date(2021, 3, 5)


@pytest.mark.parametrize(
    ("typed", "day"),
    [
        ("05/03/2021", DAY), ("5/3/2021", DAY), ("05/3/2021", DAY), ("05-03-2021", DAY), ("5.3.2021", DAY),
        ("2021-03-05", DAY),
        ("2021-3-5", DAY), (" 5/3/2021 ", DAY), ("5 / 3 / 2021", DAY), ("5\u00a0/3/2021", DAY),
        ("ngày 5/3/2021", DAY),
        ("Ngày 05 tháng 3 năm 2021", DAY), ("ngày 05 tháng 03 năm 2021", DAY), ("5 tháng 3 năm 2021", DAY),
        ("nga\u0300y 5 tha\u0301ng 3 na\u0306m 2021", DAY), ("5 tháng 3, năm 2021", DAY),
        ("từ ngày 5/3/2021", DAY),
        ("đến ngày 5/3/2021", DAY), ("đến 5/3/2021", DAY), ("hết ngày 5/3/2021", DAY), ("5/3", DAY),
        ("05-03", DAY), ("5.3", DAY),
        ("ngày 5 tháng 3", DAY), ("5 tháng 3", DAY), ("từ tháng 01/01/2021", date(2021, 1, 1)),
        ("tháng 01/01/2021", date(2021, 1, 1)),
        ("03/02/2021", date(2021, 2, 3)), ("22/02/2021", date(2021, 2, 22)), ("22-02-2021", date(2021, 2, 22)),
        ("22.2.2021", date(2021, 2, 22)), ("2021-02-22", date(2021, 2, 22)),
        ("29/02/2020", date(2020, 2, 29)), ("29/2/2024", date(2024, 2, 29)),
        ("31/12/2021", date(2021, 12, 31)), ("1/1/1900", date(1900, 1, 1)),
        ("31/12/2100", date(2100, 12, 31)), ("30/4", date(2021, 4, 30)),
        ("01/12/2021", date(2021, 12, 1)), ("12/01/2021", date(2021, 1, 12)),
        ("25/12/2019", date(2019, 12, 25)),
        ("ngày 22 tháng 02 năm 2021", date(2021, 2, 22)), ("30/6/2021", date(2021, 6, 30)),
        ("14/01/2021", date(2021, 1, 14)),
    ],
)  # fmt: skip
def test_days(typed, day):
    assert read_date(typed, year=2021) == day


@pytest.mark.parametrize(
    "typed",
    [
        "", "  ", "31/2", "31/2/2021", "29/02/2021", "29/2/1900", "30/02/2024", "31/4/2021", "32/1/2021",
        "0/1/2021", "00/00/2021", "1/0/2021",
        "12/31/2021", "02/22/2021", "5/13/2021", "13/13/2021", "05-03-21", "5/3/21", "5/3/021", "5/3/9",
        "5/3/20211", "5/3/1899",
        "5/3/2101", "2021/02/22", "2021.02.22", "2021-13-01", "2021-02-30", "21-02-2021 08:00",
        "5/3/2021 8 giờ", "44197", "62819",
        "44260,5", "5/2021", "tháng 3/2021", "3-2021", "tháng 3 năm 2021", "quý I", "hôm nay", "mai",
        "ngày mai", "5", "5/", "/3", "5//3/2021", "5/3-2021",
        "5-3/2021", "5,3,2021", "５/３/２０２１", "٥/٣/2021", "5 3 2021", "050321", "05032021",
        "trước ngày 5/3/2021", "March 5, 2021",
        "5 March 2021", "Mar 5 2021", "5/3/2021.", "thứ Sáu 5/3/2021", "05/03/2021-06/03/2021",
        "5 tháng 13 năm 2021", "ngày 31 tháng 2",
        "x", "5/3/20 21", "5/tháng 3/2021", "−5/3/2021", "5\u200b/3/2021",
    ],
)  # fmt: skip
def test_what_is_no_day_is_refused_with_a_sentence(typed):
    with pytest.raises(Unreadable) as refused:
        read_date(typed, year=2021)
    assert len(str(refused.value)) > 20


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("5/3/21", "05/03/2021"),
        ("12/31/2021", "31/12/2021"),
        ("02/22/2021", "22/02/2021"),
        ("2021/02/22", "22/02/2021"),
    ],
)
def test_a_day_is_suggested_and_never_guessed(typed, meant):
    with pytest.raises(Unreadable) as refused:
        read_date(typed)
    assert refused.value.readings == [meant]
    assert meant in refused.value.sentence


def test_a_day_without_year_needs_that_of_the_campaign():
    with pytest.raises(Unreadable, match="thiếu năm"):
        read_date("5/3")
    with pytest.raises(Unreadable, match="thiếu năm"):
        read_date("ngày 5 tháng 3")


@given(st.dates(date(1900, 1, 1), date(2100, 12, 31)))
def test_a_day_is_read_as_shown(day):
    assert read_date(f"{day:%d/%m/%Y}") == read_date(f"{day.day}.{day.month}.{day.year}") == day
    assert read_date(f"{day:%Y-%m-%d}") == read_date(f"ngày {day:%d} tháng {day:%m} năm {day:%Y}") == day
    assert read_date(f"{day.day}/{day.month}", year=day.year) == day
