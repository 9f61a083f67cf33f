"""Small Word files of tests, written by hand so that they hold exactly what a test says."""

import io
import zipfile
from xml.sax.saxutils import escape

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
TYPES = (
    '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="xml" ContentType="application/xml"/></Types>'
)


def run(text, look=""):
    return f'<w:r><w:rPr>{look}</w:rPr><w:t xml:space="preserve">{escape(text)}</w:t></w:r>'


def paragraph(*runs, list_id="", level=0, style=""):
    """A paragraph of texts or of runs already written."""
    number = f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{list_id}"/></w:numPr>' if list_id else ""
    named = f'<w:pStyle w:val="{style}"/>' if style else ""
    inner = "".join(each if each.startswith("<") else run(each) for each in runs)
    return f"<w:p><w:pPr>{named}{number}</w:pPr>{inner}</w:p>"


def table(*rows):
    """Rows of cells; a cell is a text, or a list of paragraphs."""
    return f"<w:tbl>{''.join(_row(row) for row in rows)}</w:tbl>"


def _row(cells):
    inner = ("".join(cell) if isinstance(cell, list) else paragraph(cell) for cell in cells)
    return f"<w:tr>{''.join(f'<w:tc>{each}</w:tc>' for each in inner)}</w:tr>"


def level(place, form, text, start=1):
    return (
        f'<w:lvl w:ilvl="{place}"><w:start w:val="{start}"/><w:numFmt w:val="{form}"/>'
        f'<w:lvlText w:val="{text}"/></w:lvl>'
    )


def numbering(*kinds, starts=None):
    """One list for each kind (its levels); `starts` {list: first number} counts a list anew."""
    written = "".join(
        f'<w:abstractNum w:abstractNumId="{place}">{"".join(levels)}</w:abstractNum>'
        for place, levels in enumerate(kinds, start=1)
    )
    written += "".join(
        f'<w:num w:numId="{place}"><w:abstractNumId w:val="{place}"/></w:num>'
        for place in range(1, len(kinds) + 1)
    )
    for name, (kind, first) in (starts or {}).items():
        over = f'<w:lvlOverride w:ilvl="0"><w:startOverride w:val="{first}"/></w:lvlOverride>'
        written += f'<w:num w:numId="{name}"><w:abstractNumId w:val="{kind}"/>{over}</w:num>'
    return f"<w:numbering {W}>{written}</w:numbering>"


def relation(kind, target, mode="External"):
    return (
        f'<Relationships xmlns="{RELATIONS}"><Relationship Id="rId9" Type="{OFFICE}/{kind}" Target="{target}" '
        f'TargetMode="{mode}"/></Relationships>'
    )


def word_file(*blocks, **parts):
    """The bytes of a .docx; `parts` are further members, `__` standing for a slash and `_dot_` for a dot."""
    members = {"[Content_Types].xml": TYPES, "word/document.xml": _document("".join(blocks))}
    members |= {name.replace("__", "/").replace("_dot_", "."): text for name, text in parts.items()}
    return zipped(members)


def _document(body):
    return f'<?xml version="1.0" encoding="UTF-8"?><w:document {W}><w:body>{body}</w:body></w:document>'


def zipped(members):
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as made:
        for name, text in members.items():
            made.writestr(name, text)
    return written.getvalue()
