"""How is a paper written as a Word file that an officer can go on editing?"""

from io import BytesIO

from docx import Document
from docx.enum.section import WD_SECTION
from docx.enum.table import WD_ROW_HEIGHT_RULE, WD_TABLE_ALIGNMENT
from docx.shared import Mm, Pt

from emulation.papers import layout
from emulation.papers.paper import Table, clean
from emulation.papers.widths import rule_width
from emulation.papers.word_styles import (
    RULE_STYLE,
    add_to_table,
    define_styles,
    draw_rule,
    element,
    number_pages,
    restart_numbers,
    set_sheet,
    style_id,
)

UNUSED = ("thumbnail", "extended-properties", "numbering", "stylesWithEffects", "customXml")
NAMELESS = ("author", "comments", "keywords", "category", "subject", "last_modified_by", "version")


def word_of(paper):
    """The file as bytes."""
    document = Document()
    _forget_the_template(document, paper)
    define_styles(document)
    section = document.sections[0]
    set_sheet(section, layout.PORTRAIT)
    number_pages(section, _style("page_number"))
    _head(document, paper)
    _title(document, paper)
    for block in paper.blocks:
        _block(document, block)
    document.paragraphs[-1].paragraph_format.keep_with_next = True
    _sign(document, paper)
    for annex in paper.annexes:
        _annex(document, annex)
    out = BytesIO()
    document.save(out)
    return out.getvalue()


def _forget_the_template(document, paper):
    """The library's own names, thumbnail and words are nobody's business."""
    properties = document.core_properties
    for name in NAMELESS:
        setattr(properties, name, "")
    properties.title = clean(" ".join((paper.kind, *paper.subject))) or paper.about
    properties.language = layout.LANGUAGE
    for old in properties._element.xpath("dcterms:created | dcterms:modified | cp:revision"):
        properties._element.remove(old)
    for holder in (document.part.package, document.part):
        for key, relation in list(holder.rels.items()):
            if relation.reltype.rpartition("/")[2] in UNUSED:
                del holder.rels[key]


# Head and foot --------------------------------------------------------------------------------------------------------


def _head(document, paper):
    """Two columns without borders; number and date stand on one line."""
    table = _columns(document, layout.HEAD, rows=2)
    (left, right), (number, date) = (row.cells for row in table.rows)
    _fill(left, [(paper.superior, "superior"), *((line, "issuer") for line in paper.issuer)])
    _rule_below(left, "issuer", paper.issuer, layout.HEAD[0])
    _fill(right, [(layout.STATE, "state"), (layout.MOTTO, "motto")])
    _rule_below(right, "motto", [layout.MOTTO], layout.HEAD[1])
    about = [(f"V/v {paper.about}", "about")] if paper.about else []
    _fill(number, [(paper.number, "number"), *about])
    _fill(date, [(paper.place_date, "place_date")])


def _title(document, paper):
    if paper.addressee:
        _paragraph(document, f"Kính gửi: {paper.addressee}", "addressee")
        return
    _paragraph(document, paper.kind, "kind")
    for line in paper.subject:
        _paragraph(document, line, "subject")
    rule = document.add_paragraph(style=RULE_STYLE)
    draw_rule(rule, rule_width(layout.LOOKS["subject"], paper.subject), layout.PORTRAIT.text_width)
    rule.paragraph_format.space_after = Pt(8)


def _sign(document, paper):
    """One row that is never cut, kept with the last words of the paper."""
    table = _columns(document, layout.SIGN, rows=1)
    row = table.rows[0]
    _never_cut(row)
    left, right = row.cells
    lines = [(f"- {line}", "recipients") for line in paper.recipients]
    _fill(left, [("Nơi nhận:", "recipients_head"), *lines])
    sign = paper.sign
    _fill(right, [(sign.authority, "authority"), (sign.post, "authority"), (sign.name, "signer")])


def _annex(document, annex):
    section = document.add_section(WD_SECTION.NEW_PAGE)
    set_sheet(section, layout.LANDSCAPE)
    restart_numbers(section)
    _paragraph(document, annex.heading, "annex")
    _paragraph(document, annex.title, "annex_title")
    _paragraph(document, annex.note, "annex_note")
    for block in annex.blocks:
        _block(document, block)


# Blocks ---------------------------------------------------------------------------------------------------------------


def _block(document, block):
    if isinstance(block, Table):
        _table(document, block)
    else:
        _paragraph(document, block.text, block.look)


def _paragraph(document, text, look):
    return document.add_paragraph(_written(text, look), style=_style(look))


def _table(document, table):
    made = document.add_table(rows=0, cols=len(table.columns))
    made.alignment, made.autofit = WD_TABLE_ALIGNMENT.CENTER, False
    _fix_columns(made, [column.width for column in table.columns])
    _frame(made)
    heads = [(column.width, column.heading, "table_head") for column in table.columns]
    made._tbl.append(_row(heads, element("w:tblHeader")))
    for number, texts in enumerate(table.rows):
        cells = zip(table.columns, texts, strict=True)
        cells = [(column.width, text, column.look) for column, text in cells]
        made._tbl.append(_row(cells, is_strong=number in table.strong))


def _row(cells, *marks, is_strong=False):
    """A row of (width, text, look), made as XML at once: a thousand units have ten thousand cells."""
    row, properties = element("w:tr"), element("w:trPr")
    properties.extend((element("w:cantSplit"), *marks))
    row.append(properties)
    for width, text, look in cells:
        cell, size, paragraph, form = (element(f"w:{name}") for name in ("tc", "tcPr", "p", "pPr"))
        size.append(element("w:tcW", w=Mm(width).twips, type="dxa"))
        form.append(element("w:pStyle", val=style_id(look)))
        paragraph.append(form)
        paragraph.append(_run(_written(text, look), is_strong))
        cell.extend((size, paragraph))
        row.append(cell)
    return row


def _run(text, is_strong):
    run, words = element("w:r"), element("w:t")
    if is_strong:
        form = element("w:rPr")
        form.append(element("w:b"))
        run.append(form)
    words.text = text
    run.append(words)
    return run


def _columns(document, widths, rows):
    """A table that nobody sees."""
    table = document.add_table(rows=rows, cols=len(widths))
    table.alignment, table.autofit = WD_TABLE_ALIGNMENT.CENTER, False
    _fix_columns(table, widths)
    _set_cell_margins(table, 0)
    for row in table.rows:
        row.height_rule = WD_ROW_HEIGHT_RULE.AUTO
        for cell, width in zip(row.cells, widths, strict=True):
            cell.width = Mm(width)
    return table


def _fix_columns(table, widths):
    for column, width in zip(table.columns, widths, strict=True):
        column.width = Mm(width)


def _set_cell_margins(table, side):
    margins = element("w:tblCellMar")
    for name in ("left", "right"):
        margins.append(element(f"w:{name}", w=Mm(side).twips, type="dxa"))
    add_to_table(table, margins)


def _frame(table):
    borders = element("w:tblBorders")
    for name in ("top", "left", "bottom", "right", "insideH", "insideV"):
        borders.append(
            element(f"w:{name}", val="single", sz=round(layout.BORDER * 8), space=0, color="000000")
        )
    add_to_table(table, borders)
    _set_cell_margins(table, layout.CELL_MARGIN)


def _never_cut(row):
    row._tr.get_or_add_trPr().insert(0, element("w:cantSplit"))


def _fill(cell, lines):
    """Paragraphs of (text, look) pairs; a cell is born with one empty paragraph."""
    for number, (text, look) in enumerate(lines):
        paragraph = cell.paragraphs[0] if number == 0 else cell.add_paragraph()
        paragraph.style = _style(look)
        paragraph.add_run(_written(text, look))


def _rule_below(cell, look, lines, within):
    rule = cell.add_paragraph(style=RULE_STYLE)
    draw_rule(rule, rule_width(layout.LOOKS[look], lines), within)


def _style(look):
    return layout.LOOKS[look].label


def _written(text, look):
    """Capitals are real ones, not only the style's: they stay when somebody copies the words elsewhere."""
    text = _plain(text)
    return text.upper() if layout.LOOKS[look].caps else text


def _plain(text):
    """No-break spaces keep the clerk's room; everything else is one clean line."""
    return layout.NO_BREAK.join(_edges(part) for part in text.split(layout.NO_BREAK))


def _edges(part):
    """Clean, with one space left at an edge where there was one."""
    kept = clean(part)
    before = " " if part[:1] == " " and kept else ""
    after = " " if part[-1:] == " " and kept else ""
    return f"{before}{kept}{after}"
