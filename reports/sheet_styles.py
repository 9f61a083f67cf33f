"""Which looks does the summary workbook use, and what does each colour mean?

Looks are named "shape.format.tone": `cell.int`, `total.pct.met`. Every colour also has its word beside it or in the
legend, so that the sheets read in black and white.
"""

from openpyxl.styles import Alignment, Border, Font, PatternFill, Side

from unions.sheets import Look

INK, SOFT, NAVY, EDGE = "1A1A1A", "595959", "1F3A5F", "9AA7B5"
HEAD, BAND, TOTAL, STAMP, PALE = "DCE6F1", "EEF3F8", "C9D9EA", "F5F7FA", "F7F7F7"

# tone: (colour of the letters, fill)
TONES = {
    "met": ("14532D", "DDF0DD"),
    "not_yet": ("7A3E00", "FCE8CC"),
    "unmet": ("8B1A1A", "F8DCDA"),
    "incomplete": ("1F3A75", "E1E7F5"),
    "undecided": ("4A2C6B", "ECE3F5"),
    "none_arisen": ("555555", "EDEDED"),
    "not_applicable": ("555555", "EDEDED"),
    "ok": ("14532D", None),
    "warn": ("7A3E00", None),
    "bad": ("8B1A1A", None),
    "soft": (SOFT, None),
}
FORMATS = {
    "text": "General",
    "int": "#,##0",
    "dec": "#,##0.00##",
    "pct": "0.00%",
    "case": '#,##0" vụ"',
    "points": "+#,##0.00;-#,##0.00;0.00",
    "date": "dd/mm/yyyy",
    "yes": '[=1]"Có";[=0]"Không";#,##0',
    "met": '[=1]"Đạt";[=0]"Chưa đạt";#,##0',
    "sure": '[=1]"Có";[=0]"Chưa";#,##0',
    "index": '"("0")"',
}
# The level asked: the words are in the format, the number stays a number.
LEVEL_WORDS = {
    "gt": ('"trên "', ""),
    "ge": ('"từ "', '" trở lên"'),
    "lt": ('"dưới "', ""),
    "le": ('"không quá "', ""),
}
LEVELS = {
    f"level.{code}.{name}": f"{before}{shape}{after}"
    for code, (before, after) in {**LEVEL_WORDS, "plain": ("", "")}.items()
    for name, shape in (("int", "#,##0"), ("dec", "#,##0.00##"), ("pct", "0%"), ("pctdec", "0.00%"))
}
BOLD = {"warn", "bad"}
_LINE = Side(style="thin", color=EDGE)
_BOX = Border(left=_LINE, right=_LINE, top=_LINE, bottom=_LINE)


def _look(
    size=10.5, bold=False, italic=False, colour=INK, fill=None, box=True, across="center", wrap=False, **more
):
    indent = 1 if across in ("left", "right") and box else 0
    return Look(
        font=Font(name="Times New Roman", size=size, bold=bold, italic=italic, color=colour),
        fill=PatternFill("solid", fgColor=fill) if fill else PatternFill(),
        border=more.get("border", _BOX if box else Border()),
        alignment=Alignment(
            horizontal=across, vertical=more.get("down", "center"), wrap_text=wrap, indent=indent
        ),
        format=FORMATS.get(more.get("format", "text"), more.get("format", "General")),
    )


def looks():
    """All looks of the workbook by name."""
    return _by_name() | _by_format() | {name: _look(11, format=shape) for name, shape in LEVELS.items()}


def _by_name():
    return {
        "super": _look(12, box=False),
        "issuer": _look(12, bold=True, box=False),
        "rule": _look(8, box=False, border=Border(bottom=Side(style="thin", color="000000"))),
        "name": _look(16, bold=True, box=False),
        "days": _look(12, italic=True, box=False),
        "seal": _look(11.5, bold=True, fill=STAMP, box=False),
        "sample": _look(9.5, italic=True, colour="808080", box=False, across="right"),
        "card.label": _look(11, colour=SOFT, border=_card(top=True)),
        "card.value": _look(22, bold=True, colour=NAVY, border=_card(), format="int"),
        "card.foot": _look(10.5, colour=SOFT, border=_card(bottom=True)),
        "section": _look(12, bold=True, box=False, across="left"),
        "title": _look(14, bold=True, box=False, across="left"),
        "stamp": _look(11, italic=True, colour=SOFT, box=False, across="left"),
        "remark": _look(10, colour=SOFT, box=False, across="left", wrap=True, down="top"),
        "legend": _look(10, italic=True, colour=SOFT, box=False, across="left"),
        "bullet": _look(11, box=False, across="left", wrap=True, down="top"),
        "head": _look(11, bold=True, fill=HEAD, wrap=True),
        "head.small": _look(10, bold=True, fill=HEAD, wrap=True),
        "index": _look(9, italic=True, colour=SOFT, format="index"),
        "left": _look(10.5, across="left", wrap=True),
        "left.big": _look(11, across="left", wrap=True),
        "note": _look(9.5, across="left", wrap=True),
        "rate": _look(10.5, italic=True, across="right"),
        "across": _look(9, colour=SOFT, fill=PALE, across="centerContinuous"),
        "band.left": _look(11, bold=True, fill=BAND, across="left", wrap=True),
        "total.left": _look(11, bold=True, fill=TOTAL, across="left", wrap=True),
        "cell.wrap": _look(10, wrap=True),
        "cell.missing": _look(
            9, bold=True, colour=TONES["incomplete"][0], fill=TONES["incomplete"][1], wrap=True
        ),
    }


def _by_format():
    found = {}
    for name in FORMATS:
        found[f"cell.{name}"] = _look(format=name)
        found[f"bold.{name}"] = _look(11, bold=True, format=name)
        found[f"band.{name}"] = _look(11, bold=True, fill=BAND, format=name)
        found[f"total.{name}"] = _look(11, bold=True, fill=TOTAL, format=name)
    for tone, (colour, fill) in TONES.items():
        for name in ("text", "int", "dec", "pct", "case", "date"):
            found[f"cell.{name}.{tone}"] = _look(colour=colour, fill=fill, bold=tone in BOLD, format=name)
            found[f"rate.{name}.{tone}"] = _look(
                10, bold=True, italic=True, colour=colour, fill=fill, across="centerContinuous", format=name
            )
        found[f"verdict.{tone}"] = _look(11, bold=True, colour=colour, fill=fill, wrap=True)
    return found


def _card(top=False, bottom=False):
    return Border(
        left=_LINE,
        right=_LINE,
        top=Side(style="medium", color="1F5C99") if top else None,
        bottom=_LINE if bottom else None,
    )
