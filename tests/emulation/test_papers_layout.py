"""Is the paper laid out as the table says, in Word's XML and in the PDF, whatever people typed?"""

import re
from dataclasses import replace
from datetime import date
from io import BytesIO
from zipfile import ZipFile

import pikepdf
import pytest

from emulation.papers import layout, pdf
from emulation.papers.letterheads import blank_number, broken, evenly
from emulation.papers.paper import (
    Annex,
    Column,
    Paper,
    Sign,
    Table,
    Text,
    blank_day,
    ended,
    long_day,
    quoted,
    said_day,
    sentence,
)
from emulation.papers.widths import rule_width, width_of
from emulation.papers.word import word_of
from tests.papers_reading import TWIPS, W, attributes, part, plain, styles_of, text_of

HOSTILE = [
    '=HYPERLINK("http://x")',
    "{ DDEAUTO c:\\\\windows }",
    "{{ 7*7 }} {% debug %}",
    "<script>alert(1)</script> & <b>đậm</b>",
    "a\x00b\x0bc\u202ed",
    "]]> <!-- &amp; &#x41;",
]
# The order of children in the schema, of the parts that are used.
SCHEMA = {
    "pPr": (
        "pStyle keepNext keepLines pageBreakBefore widowControl numPr pBdr shd tabs spacing ind contextualSpacing "
        "jc outlineLvl rPr sectPr"
    ).split(),
    "rPr": (
        "rStyle rFonts b bCs i iCs caps smallCaps strike color spacing w kern position sz szCs highlight u vertAlign "
        "lang"
    ).split(),
    "tblPr": "tblStyle tblW jc tblInd tblBorders shd tblLayout tblCellMar tblLook".split(),
    "trPr": ["cantSplit", "trHeight", "tblHeader"],
    "tcPr": ["tcW", "gridSpan", "tcBorders", "vAlign"],
    "sectPr": "headerReference footerReference type pgSz pgMar pgNumType cols titlePg docGrid".split(),
}
GRID = Table(
    (Column("TT", 20, "table_figure"), Column("Đơn vị", 100)),
    (("1", "CĐCS xã An Phú"), ("", "Cộng")),
    frozenset({1}),
)


@pytest.fixture(scope="module")
def paper():
    return Paper(
        superior="LĐLĐ tỉnh An Giang",
        issuer=("Liên đoàn Lao động", "huyện Tịnh Biên"),
        number=blank_number("KH-LĐLĐ"),
        place_date=f"Tịnh Biên, {blank_day(2021)}",
        kind="Kế hoạch",
        subject=("Tổ chức phong trào thi đua năm 2021",),
        blocks=ended((Text("Căn cứ A.", "basis"), Text("I. MỤC ĐÍCH", "section"), GRID, Text("Hết."))),
        sign=Sign("TM. BAN THƯỜNG VỤ", "PHÓ CHỦ TỊCH", "Nguyễn Thị Thu Hà"),
        recipients=("Như trên;", "Lưu: VT."),
        annexes=(
            Annex("Bảng giao", "(Kèm theo)", (GRID,), "Phụ lục I"),
            Annex("Bảng hai", "(Kèm)", (GRID,), "Phụ lục II"),
        ),
    )


@pytest.fixture(scope="module")
def word(paper):
    return word_of(paper)


def test_pages_have_the_margins_of_the_table(word):
    sections = list(part(word, "word/document.xml").iter(f"{W}sectPr"))
    sheets = [layout.PORTRAIT, layout.LANDSCAPE, layout.LANDSCAPE]
    for section, sheet in zip(sections, sheets, strict=True):
        size, margins = attributes(section, "pgSz"), attributes(section, "pgMar")
        assert (int(size["w"]), int(size["h"])) == pytest.approx(
            (sheet.width * TWIPS, sheet.height * TWIPS), abs=1
        )
        for side in ("top", "bottom", "left", "right"):
            assert int(margins[side]) == pytest.approx(getattr(sheet, side) * TWIPS, abs=1)
        assert int(margins["header"]) == pytest.approx(layout.HEADER_DISTANCE * TWIPS, abs=1)
    assert 20 <= layout.PORTRAIT.top <= 25
    assert 30 <= layout.PORTRAIT.left <= 35
    assert 15 <= layout.PORTRAIT.right <= 20


def test_every_look_is_a_style_with_its_face_and_size(word):
    styles = styles_of(word)
    for look in layout.LOOKS.values():
        style = styles[look.label]
        fonts = attributes(style, "rPr/rFonts")
        assert {fonts[face] for face in ("ascii", "hAnsi", "cs", "eastAsia")} == {"Times New Roman"}
        assert int(attributes(style, "rPr/sz")["val"]) == look.size * 2
        assert _is_on(style, "b") == look.bold
        assert _is_on(style, "i") == look.italic
        assert _is_on(style, "caps") == look.caps
        spacing, indent = attributes(style, "pPr/spacing"), attributes(style, "pPr/ind")
        assert int(spacing["before"]) == look.before * 20
        assert int(spacing["after"]) == look.after * 20
        assert int(spacing["line"]) == round(look.line * 240)
        assert int(indent.get("firstLine", 0)) == pytest.approx(look.indent * TWIPS, abs=1)
        assert attributes(style, "pPr/jc")["val"] == {"justify": "both"}.get(look.align, look.align)


def _is_on(style, name):
    found = style.find(f"{W}rPr/{W}{name}")
    return found is not None and found.get(f"{W}val", "1") not in ("0", "false")


def test_the_file_speaks_vietnamese_and_nothing_of_a_template_is_left(word):
    defaults = part(word, "word/styles.xml").find(f"{W}docDefaults")
    assert attributes(defaults, "rPrDefault/rPr/lang")["val"] == "vi-VN"
    assert "python-docx" not in "".join(part(word, "docProps/core.xml").itertext())
    with ZipFile(BytesIO(word)) as file:
        assert {name for name in file.namelist() if "word/" in name and "_rels" not in name} == {
            "word/document.xml",
            "word/fontTable.xml",
            "word/header1.xml",
            "word/settings.xml",
            "word/styles.xml",
            "word/theme/theme1.xml",
            "word/webSettings.xml",
        }


def test_page_numbers_begin_on_the_second_page_and_anew_in_each_annex(word):
    sections = list(part(word, "word/document.xml").iter(f"{W}sectPr"))
    assert all(section.find(f"{W}titlePg") is not None for section in sections)
    assert [attributes(section, "pgNumType").get("start") for section in sections] == [None, "1", "1"]
    headers = [name for name in ("word/header1.xml", "word/header2.xml") if b"PAGE" in _raw(word, name)]
    assert len(headers) == 1
    assert attributes(part(word, headers[0]).find(f"{W}p"), "pPr/pStyle")["val"] == "cd-page-number"


def _raw(word, name):
    with ZipFile(BytesIO(word)) as file:
        return file.read(name) if name in file.namelist() else b""


@pytest.mark.parametrize("name", ["word/document.xml", "word/styles.xml"])
def test_every_property_stands_where_the_schema_wants_it(word, name):
    """Word offers to repair a file whose properties come in another order (ECMA-376, part 1)."""
    wrong = []
    for parent in part(word, name).iter():
        order = SCHEMA.get(parent.tag.removeprefix(W))
        if order is None:
            continue
        names = [child.tag.removeprefix(W) for child in parent]
        places = [order.index(each) for each in names]
        if places != sorted(places) or (len(set(names)) < len(names) and "headerReference" not in names):
            wrong.append((parent.tag, names))
    assert wrong == []


def test_rows_are_never_cut_and_heads_come_again(word):
    tables = list(part(word, "word/document.xml").iter(f"{W}tbl"))
    head, grid, sign, *_ = tables
    assert [row.find(f"{W}trPr/{W}tblHeader") is not None for row in grid.iter(f"{W}tr")] == [
        True,
        False,
        False,
    ]
    assert all(
        row.find(f"{W}trPr/{W}cantSplit") is not None for row in [*grid.iter(f"{W}tr"), *sign.iter(f"{W}tr")]
    )
    widths = [int(each.get(f"{W}w")) for each in head.iter(f"{W}gridCol")]
    assert widths == pytest.approx([each * TWIPS for each in layout.HEAD], abs=1)


def test_the_last_words_stay_with_the_signature(word):
    body = part(word, "word/document.xml").find(f"{W}body")
    last = next(p for p in body.iter(f"{W}p") if "".join(p.itertext()) == "Hết./.")
    assert last.find(f"{W}pPr/{W}keepNext") is not None


def test_rules_are_as_long_as_the_table_says():
    motto, issuer = layout.LOOKS["motto"], layout.LOOKS["issuer"]
    assert rule_width(motto, [layout.MOTTO]) == pytest.approx(60.4, abs=1)  # measured on the printed example
    longest = width_of("LIÊN ĐOÀN LAO ĐỘNG", issuer.size, bold=True)
    ratio = rule_width(issuer, ["Liên đoàn Lao động", "huyện Tịnh Biên"]) / longest
    assert 1 / 3 <= ratio <= 1 / 2
    assert width_of(layout.STATE, layout.LOOKS["state"].size, bold=True) < layout.HEAD[1]


def test_words_stand_in_the_order_of_the_page(word):
    text = text_of(word)
    places = [
        text.index(each)
        for each in (
            "LĐLĐ TỈNH AN GIANG",
            "LIÊN ĐOÀN LAO ĐỘNG\nHUYỆN TỊNH BIÊN",
            "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
            "Độc lập - Tự do - Hạnh phúc",
            "Số:\u00a0\u00a0\u00a0\u00a0\u00a0\u00a0\u00a0\u00a0/KH-LĐLĐ",
            "Tịnh Biên, ngày\u00a0",
            "KẾ HOẠCH",
            "Hết./.",
            "Nơi nhận:",
            "- Lưu: VT.",
            "TM. BAN THƯỜNG VỤ\nPHÓ CHỦ TỊCH\nNguyễn Thị Thu Hà",
            "Phụ lục I",
        )
    ]
    assert places == sorted(places)


@pytest.mark.parametrize("typed", HOSTILE)
def test_typed_words_are_words_and_nothing_else(paper, typed):
    data = word_of(replace(paper, blocks=(Text(typed), Text("Hết./."))))
    document = part(data, "word/document.xml")
    assert [
        each for each in document.iter() if each.tag in (f"{W}instrText", f"{W}fldSimple", f"{W}hyperlink")
    ] == []
    shown = re.sub(r"[\x00-\x1f\u202e]", "", typed)
    assert plain(shown).replace(" ", "") in plain(text_of(data)).replace(" ", "")
    html = pdf.html_of(replace(paper, blocks=(Text(typed),)))
    assert "<script" not in html
    assert "<b>" not in html


# PDF ------------------------------------------------------------------------------------------------------------------


def test_the_pdf_has_the_same_pages_and_one_family(paper):
    made = pdf.pdf_of(paper)
    with pikepdf.open(BytesIO(made)) as document:
        sizes = [
            tuple(round(float(each) / 72 * 25.4) for each in page.mediabox[2:]) for page in document.pages
        ]
        fonts = {
            str(font.BaseFont)[1:].split("+")[-1].split(",")[0]
            for page in document.pages
            for font in page.Resources.Font.values()
        }
    assert sizes == [(210, 297), (297, 210), (297, 210)]
    assert len({re.sub(r"-?(Bold|Italic|Regular)+", "", name) for name in fonts}) == 1


def test_the_page_and_its_style_come_from_the_table(paper):
    css, html = pdf.css_of(paper), pdf.html_of(paper)
    assert "size: 210mm 297mm; margin: 20mm 15mm 20mm 30mm" in css
    assert "size: 297mm 210mm; margin: 30mm 20mm 15mm 20mm" in css
    for name, look in layout.LOOKS.items():
        assert re.search(
            rf"^\.{name} {{ font-size: {look.size}pt; text-align: {look.align};", css, re.MULTILINE
        )
    assert "style=" not in html
    words = re.sub(r"<[^>]+>", "\n", html)
    for line in filter(None, text_of(word_of(paper)).split("\n")):
        assert line.casefold() in words.casefold()


def test_a_table_without_end_is_for_word(paper):
    long = replace(GRID, rows=GRID.rows * 1001, strong=frozenset())
    with pytest.raises(pdf.TooLongForPdf, match="tải bản Word"):
        pdf.pdf_of(replace(paper, blocks=(long, Text("Hết./."))))


def test_nothing_is_fetched_for_a_pdf():
    with pytest.raises(ValueError, match="fetch nothing"):
        pdf._refuse("http://example.org/a.png")


# Words ----------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("day", "short", "long"),
    [
        (date(2021, 2, 22), "22/02/2021", "ngày 22 tháng 02 năm 2021"),
        (date(2021, 3, 5), "05/3/2021", "ngày 05 tháng 3 năm 2021"),
        (date(2021, 12, 31), "31/12/2021", "ngày 31 tháng 12 năm 2021"),
    ],
)
def test_days(day, short, long):
    assert (said_day(day), long_day(day)) == (short, long)


@pytest.mark.parametrize(
    ("name", "lines"),
    [
        ("Liên đoàn Lao động huyện Tịnh Biên", ("Liên đoàn Lao động", "huyện Tịnh Biên")),
        ("Liên đoàn Lao động thành phố Hà Nội", ("Liên đoàn Lao động", "thành phố Hà Nội")),
        ("Công đoàn viên chức tỉnh", ("Công đoàn", "viên chức tỉnh")),
        ("Công đoàn xã An Phú", ("Công đoàn xã An Phú",)),
        (
            "Công đoàn ngành Giáo dục tỉnh Quảng Trị",
            ("Công đoàn", "ngành Giáo dục", "tỉnh Quảng Trị"),
        ),
    ],
)
def test_names_are_broken_by_meaning(name, lines):
    assert broken(name) == lines


@pytest.mark.parametrize(
    ("subject", "lines"),
    [
        ("Tổ chức phong trào thi đua năm 2021", ("Tổ chức phong trào thi đua năm 2021",)),
        (
            "Tổ chức phong trào thi đua trong cán bộ, công chức, viên chức, lao động năm 2020",
            ("Tổ chức phong trào thi đua", "trong cán bộ, công chức, viên chức, lao động năm 2020"),
        ),
        (
            "Phát động thi đua lập thành tích kỷ niệm 90 năm Ngày thành lập Công đoàn Việt Nam",
            ("Phát động thi đua lập thành tích kỷ niệm", "90 năm Ngày thành lập Công đoàn Việt Nam"),
        ),
    ],
)
def test_long_subjects_are_broken_evenly(subject, lines):
    assert evenly(subject) == lines


def test_themes_and_ends():
    assert quoted("Đoàn kết") == "“Đoàn kết”"
    assert quoted("“Đoàn kết”") == "“Đoàn kết”"
    assert sentence("Một;") == "Một."
    assert sentence("Một…") == "Một…"
    assert ended((Text("A."), Text("Cờ thi đua;")))[-1].text == "Cờ thi đua./."
