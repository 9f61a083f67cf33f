"""Is the text of a Word file read as one sees it, and is a hostile or a wordless file told what to do instead?"""

import pytest

from emulation import plan_child, plan_files
from emulation.planreading.reading import read_plan
from tests.emulation import word_files as word
from tests.emulation.word_files import level, paragraph, run, word_file
from unions.sandbox import Unsafe


def text_of(*blocks, **parts):
    return plan_child.read(word_file(*blocks, **parts))["text"].splitlines()


# What stands in a Word file --------------------------------------------------------------------------------


def test_lists_keep_the_numbers_that_word_makes():
    kinds = [
        [level(0, "upperRoman", "%1."), level(1, "decimal", "%2."), level(2, "lowerLetter", "%3)")],
        [level(0, "bullet", "")],
        [level(0, "decimal", "Điều %1."), level(1, "decimal", "%1.%2")],
    ]
    lines = text_of(
        paragraph("Mục đích", list_id=1),
        paragraph("Nội dung", list_id=1),
        paragraph("Tuyên truyền", list_id=1, level=1),
        paragraph("Chăm lo", list_id=1, level=1),
        paragraph("Thăm hỏi", list_id=1, level=2),
        paragraph("Tặng quà", list_id=1, level=2),
        paragraph("Tổ chức thực hiện", list_id=1),
        paragraph("Các đơn vị", list_id=1, level=1),
        paragraph("Đăng ký", list_id=2),
        paragraph("Trách nhiệm", list_id=3),
        paragraph("Hiệu lực", list_id=3, level=1),
        paragraph("Bắt đầu lại", list_id=7),
        word__numbering_dot_xml=word.numbering(*kinds, starts={7: (1, 4)}),
    )
    assert lines == [
        "I. Mục đích",
        "II. Nội dung",
        "1. Tuyên truyền",
        "2. Chăm lo",
        "a) Thăm hỏi",
        "b) Tặng quà",
        "III. Tổ chức thực hiện",
        "1. Các đơn vị",
        "- Đăng ký",
        "Điều 1. Trách nhiệm",
        "1.1 Hiệu lực",
        "IV. Bắt đầu lại",
    ]


def test_a_style_numbers_its_paragraphs_and_writes_capitals():
    styles = (
        f'<w:styles {word.W}><w:style w:styleId="Muc"><w:basedOn w:val="Goc"/></w:style><w:style w:styleId="Goc">'
        '<w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr><w:rPr><w:caps/></w:rPr></w:style></w:styles>'
    )
    kinds = word.numbering([level(0, "decimal", "%1.")])
    parts = {"word__styles_dot_xml": styles, "word__numbering_dot_xml": kinds}
    assert text_of(paragraph("Nội dung", style="Muc"), **parts) == ["1. NỘI DUNG"]


def test_tables_are_rows_and_a_letterhead_is_read_column_by_column():
    head = word.table(
        [
            [paragraph("LĐLĐ HUYỆN"), paragraph("Số: 12/KH-LĐLĐ")],
            [paragraph("CỘNG HÒA"), paragraph("Độc lập")],
        ]
    )
    rows = word.table(["TT", "Chỉ tiêu", "Mức"], ["1", "Phát triển đoàn viên", "1.500"])
    assert text_of(head, rows) == [
        "LĐLĐ HUYỆN",
        "Số: 12/KH-LĐLĐ",
        "CỘNG HÒA",
        "Độc lập",
        "TT\tChỉ tiêu\tMức",
        "1\tPhát triển đoàn viên\t1.500",
    ]


def test_deletions_hidden_words_and_commands_are_left_out_insertions_stay():
    deleted = "<w:del><w:r><w:delText>70%</w:delText></w:r></w:del>"
    inserted = f"<w:ins>{run('75%')}</w:ins>"
    command = "<w:r><w:instrText>PAGE</w:instrText></w:r>"
    hidden = run(" bí mật", "<w:vanish/>")
    lines = text_of(paragraph("Đạt ", deleted, inserted, hidden, command), paragraph(deleted))
    assert lines == ["Đạt 75%"]


def test_text_boxes_are_read_once():
    box = f"<w:txbxContent>{paragraph('Chủ đề: Đổi mới')}</w:txbxContent>"
    twice = f"<w:r><Alt><Choice>{box}</Choice><Fallback>{box}</Fallback></Alt></w:r>"
    twice = twice.replace("<Alt>", "<w:AlternateContent>").replace("</Alt>", "</w:AlternateContent>")
    twice = twice.replace("Choice>", "w:Choice>").replace("Fallback>", "w:Fallback>")
    twice = twice.replace("</w:w:", "</w:").replace("<w:w:", "<w:")
    assert text_of(paragraph("Trước", twice), paragraph("Sau")) == ["Trước", "Chủ đề: Đổi mới", "Sau"]


def test_old_fonts_become_unicode_and_are_noted():
    old = '<w:rFonts w:ascii=".VnTime"/>'
    found = plan_child.read(word_file(paragraph(run("c«ng ®oµn", old), " cơ sở")))
    assert (found["text"], found["converted"]) == ("công đoàn cơ sở", True)


@pytest.mark.parametrize(
    "data",
    [
        "Kế hoạch thi đua".encode(),
        "Kế hoạch thi đua".encode("utf-8-sig"),
        "Kế hoạch thi đua".encode("utf-16"),
        ("Kế hoạch thi đua " * 10).encode("utf-16-le"),
        "KÕ ho¹ch thi ®ua".encode("cp1252"),
    ],
)
def test_plain_text_of_every_encoding(data):
    assert plan_child.read(data)["text"].startswith("Kế hoạch thi đua")


# What is refused ----------------------------------------------------------------------------------------------

ONE = paragraph("Kế hoạch")
BOMB = "<a>" + " " * 20_000_000 + "</a>"
ENTITIES = '<!DOCTYPE x [<!ENTITY a "aa">]><x>&a;</x>'


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        (b"", "trống"),
        (b"%PDF-1.5\n...", "không có chữ để đọc: là bản PDF"),
        (b"\xff\xd8\xff\xe0JFIF", "không có chữ để đọc: là ảnh chụp"),
        (plan_child.OLE + b"\0" * 600, "Tệp .doc của Word cũ"),
        (plan_child.OLE + plan_child.ENCRYPTED, "mật khẩu"),
        (rb"{\rtf1 abc}", ".rtf"),
        (b"<html><body>x", "trang web"),
        (b"MZ\x00\x01\x00\x00\x02\x03" * 40, "không phải tệp Word"),
        (word.zipped({"a.txt": "x"}), "không phải tệp Word"),
        (word.zipped({"mimetype": "application/vnd.oasis.opendocument.text"}), ".odt"),
        (word.zipped({"word/document.xml": "<a"}), "bị hỏng"),
        (word.zipped({"word/styles.xml": "<a/>"}), "bị hỏng"),
        (word.zipped({"word/document.xml": ENTITIES}), "khai báo lạ"),
        (word_file(ONE, word__vbaProject_dot_bin="x"), "có macro"),
        (word_file(ONE, word__activeX__a_dot_xml="<a/>"), "có macro"),
        (
            word_file(
                ONE, word___rels__document_dot_xml_dot_rels=word.relation("attachedTemplate", "http://x")
            ),
            "liên kết",
        ),
        (
            word_file(ONE, word___rels__document_dot_xml_dot_rels=word.relation("image", "http://x")),
            "liên kết",
        ),
        (word_file(paragraph("<w:r><w:instrText>DDEAUTO c:\\x</w:instrText></w:r>")), "liên kết"),
    ],
)
def test_what_cannot_be_read_gets_a_sentence(data, sentence):
    with pytest.raises(Unsafe, match=sentence):
        plan_child.read(data)


def test_a_plain_hyperlink_harms_nobody():
    links = word.relation("hyperlink", "mailto:ldld@example.vn")
    assert text_of(ONE, word___rels__document_dot_xml_dot_rels=links) == ["Kế hoạch"]


def test_in_a_child_of_its_own_a_file_is_read_and_a_bomb_is_not():
    kinds = word.numbering([level(0, "decimal", "%1.")])
    aims = ["Phát triển mới trên 1.500 đoàn viên", "100% CĐCS tổ chức tuyên truyền"]
    blocks = [paragraph("KẾ HOẠCH"), paragraph("Phát động thi đua năm 2021"), paragraph("I. Chỉ tiêu")]
    data = word_file(*blocks, *(paragraph(each, list_id=1) for each in aims), word__numbering_dot_xml=kinds)
    words = plan_files.from_file(data, "Kế hoạch.docx")
    draft = read_plan(words.text)
    assert (draft.year, [each.comparator for each in draft.indicators]) == (2021, ["gt", "all"])
    with pytest.raises(Unsafe, match="Không đọc được tệp này"):
        plan_files.from_file(word.zipped({"word/document.xml": BOMB}), "x.docx")


# Too much, too little -----------------------------------------------------------------------------------------


@pytest.fixture
def here(monkeypatch):
    """Read in this process: the child has its own test."""
    monkeypatch.setattr(plan_files, "guarded", lambda module, name, data: _work(data))


def _work(data):
    return plan_child.json.dumps(plan_child.read(data)).encode()


def test_a_file_without_words_and_one_of_three_hundred_pages(here):
    with pytest.raises(Unsafe, match="không có chữ để đọc"):
        plan_files.from_file(word_file(paragraph("… 12")), "quet.docx")
    with pytest.raises(Unsafe, match="dài 300 trang, nhiều nhất 60 trang"):
        plan_files.from_file(("chữ" * 250_000).encode(), "dai.txt")
    with pytest.raises(Unsafe, match="quá 10 MB"):
        plan_files.from_file(b"x" * (plan_files.LARGEST + 1), "to.docx")


def test_pasted_words_of_old_fonts_are_converted():
    words = plan_files.from_paste("c«ng ®oµn c¬ së\nb×nh th­êng")
    assert words.text.startswith("công đoàn cơ sở")
    assert words.notes == [plan_files.CONVERTED]
