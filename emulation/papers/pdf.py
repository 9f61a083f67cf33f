"""How is the same paper written as a PDF, by the same layout table?

WeasyPrint draws HTML with the system's Pango. Where that library is missing the sentence says so, and Word still works.
"""

import logging

from django.utils.html import format_html, format_html_join

from emulation.papers import layout
from emulation.papers.paper import Table
from emulation.papers.widths import rule_width
from unions.errors import Refusal

MOST_CELLS = 4000  # about ten seconds: longer, and the browser would have given up
# It tells each step of each page; what goes wrong is still told.
logging.getLogger("weasyprint.progress").setLevel(logging.WARNING)


class NoPdf(Refusal):
    sentence = (
        "Máy chủ chưa có thư viện Pango để làm PDF. Đồng chí tải bản Word; bộ phận kỹ thuật cài libpango-1.0-0, "
        "libpangoft2-1.0-0, libharfbuzz-subset0 và fonts-liberation2 rồi chạy lại."
    )


class TooLongForPdf(Refusal):
    sentence = (
        "Bảng kèm theo quá dài để làm PDF ngay. Đồng chí tải bản Word, rồi trong Word chọn Lưu thành PDF."
    )


def pdf_of(paper):
    """The file as bytes."""
    if sum(len(each.rows) * len(each.columns) for each in _tables_of(paper)) > MOST_CELLS:
        raise TooLongForPdf
    try:
        from weasyprint import CSS, HTML
    except OSError as problem:  # the package is there, the libraries of the system are not
        raise NoPdf from problem
    page = HTML(string=html_of(paper), url_fetcher=_refuse)
    return page.write_pdf(stylesheets=[CSS(string=css_of(paper), url_fetcher=_refuse)])


def html_of(paper):
    """The paper as a page without any style of its own; typed words are always text."""
    title = [("kind", paper.kind), *(("subject", line) for line in paper.subject)]
    if paper.addressee:
        middle = _lines([("addressee", f"Kính gửi: {paper.addressee}")])
    else:
        middle = format_html('{}<p class="rule rule-subject"></p>', _lines(title))
    *before, last = paper.blocks
    tables = iter(range(1, 1000))
    return format_html(
        '<!DOCTYPE html><html lang="vi"><head><meta charset="utf-8"><title>{}</title></head><body>{}{}{}'
        '<div class="end">{}{}</div>{}</body></html>',
        " ".join((paper.kind, *paper.subject)).strip() or paper.about,
        _head(paper),
        middle,
        _blocks(before, tables),
        _blocks([last], tables),
        _foot(paper),
        format_html_join(
            "", "{}", ((_annex(annex, place, tables),) for place, annex in enumerate(paper.annexes, start=1))
        ),
    )


def css_of(paper):
    """The layout table in the language of the web."""
    faces = ", ".join(f'"{name}"' for name in (layout.FONT, *layout.TWINS))
    number = layout.LOOKS["page_number"]
    sheets = [("@page", layout.PORTRAIT)]
    sheets += [(f"@page annex-{place}", layout.LANDSCAPE) for place, _ in enumerate(paper.annexes, start=1)]
    rules = [
        f"{name} {{ size: {sheet.width}mm {sheet.height}mm; "
        f"margin: {sheet.top}mm {sheet.right}mm {sheet.bottom}mm {sheet.left}mm; "
        f"@top-center {{ content: counter(page); font: {number.size}pt {faces}; vertical-align: top; "
        f"padding-top: {layout.HEADER_DISTANCE}mm }} }}"
        for name, sheet in sheets
    ]
    rules.append("@page :first { @top-center { content: none } }")
    for place, _ in enumerate(paper.annexes, start=1):
        first = "counter-reset: page 1; counter-increment: none; @top-center { content: none }"
        rules.append(f"@page :nth(1 of annex-{place}) {{ {first} }}")
        rules.append(f".annex-{place} {{ page: annex-{place} }}")
    head, sign, cell = layout.HEAD[0], layout.SIGN[0], layout.CELL_MARGIN
    rules += [
        f"body {{ margin: 0; font-family: {faces}; color: #000 }}",
        "p { margin: 0; orphans: 2; widows: 2 } .end { break-inside: avoid }",
        "table { border-collapse: collapse; width: 100%; table-layout: fixed }",
        "td { vertical-align: top; padding: 0 } tr { break-inside: avoid }",
        f".rule {{ border-top: {layout.RULE_WEIGHT}pt solid #000; height: 0; margin: {layout.RULE_GAP}pt auto }}",
        ".rule-subject { margin-bottom: 8pt } thead { display: table-header-group }",
        f".grid td, .grid th {{ border: {layout.BORDER}pt solid #000; padding: 0 {cell}mm; vertical-align: middle }}",
        f".left {{ width: {head}mm }} .sign-left {{ width: {sign}mm }} .strong p {{ font-weight: bold }}",
    ]
    rules += [_css(name, look) for name, look in layout.LOOKS.items()]
    lines = {"motto": [layout.MOTTO], "issuer": paper.issuer, "subject": paper.subject}
    rules += [
        f".rule-{name} {{ width: {rule_width(layout.LOOKS[name], texts):.1f}mm }}"
        for name, texts in lines.items()
    ]
    return "\n".join([*rules, *_widths(paper)])


def _css(name, look):
    said = f"font-size: {look.size}pt; text-align: {look.align}; line-height: {1.15 * look.line:.3f}; "
    said += f"margin: {look.before}pt 0 {look.after}pt; text-indent: {look.indent}mm; "
    said += f"font-weight: {'bold' if look.bold else 'normal'}; font-style: {'italic' if look.italic else 'normal'}; "
    said += "text-transform: uppercase; " if look.caps else ""
    said += "break-after: avoid; " if look.keep_next else ""
    return f".{name} {{ {said}}}"


def _tables_of(paper):
    blocks = [*paper.blocks, *(block for annex in paper.annexes for block in annex.blocks)]
    return [block for block in blocks if isinstance(block, Table)]


def _widths(paper):
    for number, table in enumerate(_tables_of(paper), start=1):
        whole = sum(column.width for column in table.columns)
        yield f".grid-{number} {{ width: {whole}mm; margin: 0 auto }}"
        for place, column in enumerate(table.columns, start=1):
            yield f".grid-{number} col:nth-child({place}) {{ width: {column.width}mm }}"


# Parts ----------------------------------------------------------------------------------------------------------------


def _head(paper):
    about = [("about", f"V/v {paper.about}")] if paper.about else []
    return format_html(
        '<table><colgroup><col class="left"><col></colgroup><tr><td>{}<p class="rule rule-issuer"></p></td>'
        '<td>{}<p class="rule rule-motto"></p></td></tr><tr><td>{}</td><td>{}</td></tr></table>',
        _lines([("superior", paper.superior), *(("issuer", line) for line in paper.issuer)]),
        _lines([("state", layout.STATE), ("motto", layout.MOTTO)]),
        _lines([("number", paper.number), *about]),
        _lines([("place_date", paper.place_date)]),
    )


def _foot(paper):
    sign = paper.sign
    recipients = [("recipients", f"- {line}") for line in paper.recipients]
    return format_html(
        '<table><colgroup><col class="sign-left"><col></colgroup><tr><td>{}</td><td>{}</td></tr></table>',
        _lines([("recipients_head", "Nơi nhận:"), *recipients]),
        _lines([("authority", sign.authority), ("authority", sign.post), ("signer", sign.name)]),
    )


def _annex(annex, place, tables):
    lines = [("annex", annex.heading), ("annex_title", annex.title), ("annex_note", annex.note)]
    return format_html(
        '<section class="annex-{}">{}{}</section>', place, _lines(lines), _blocks(annex.blocks, tables)
    )


def _blocks(blocks, tables):
    drawn = (
        _table(block, next(tables)) if isinstance(block, Table) else _lines([(block.look, block.text)])
        for block in blocks
    )
    return format_html_join("", "{}", ((each,) for each in drawn))


def _table(table, number):
    columns = format_html_join("", "<col{}>", (("",),) * len(table.columns))
    heads = format_html_join(
        "", '<th><p class="table_head">{}</p></th>', ((column.heading,) for column in table.columns)
    )
    rows = (
        ("strong" if place in table.strong else "", _cells(table, texts))
        for place, texts in enumerate(table.rows)
    )
    return format_html(
        '<table class="grid grid-{}"><colgroup>{}</colgroup><thead><tr>{}</tr></thead><tbody>{}</tbody></table>',
        number,
        columns,
        heads,
        format_html_join("", '<tr class="{}">{}</tr>', rows),
    )


def _cells(table, texts):
    pairs = zip(table.columns, texts, strict=True)
    return format_html_join(
        "", '<td><p class="{}">{}</p></td>', ((column.look, text) for column, text in pairs)
    )


def _lines(pairs):
    return format_html_join("", '<p class="{}">{}</p>', pairs)


def _refuse(url, *args, **kwargs):
    """Nothing is ever fetched: a paper has no pictures, and typed words name no address to us."""
    raise ValueError(f"papers fetch nothing: {url[:80]}")
