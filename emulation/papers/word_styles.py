"""How does the layout table become the styles, pages and rules of a Word file?"""

from docx.enum.section import WD_ORIENT
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor

from emulation.papers import layout

ALIGNS = {
    "left": WD_ALIGN_PARAGRAPH.LEFT,
    "center": WD_ALIGN_PARAGRAPH.CENTER,
    "justify": WD_ALIGN_PARAGRAPH.JUSTIFY,
}
RULE_STYLE = "CĐ Đường kẻ"
KEPT = ("Normal", "Header", "Default Paragraph Font", "Normal Table", "No List")
FACES = ("ascii", "hAnsi", "cs", "eastAsia")
THEMED = ("asciiTheme", "hAnsiTheme", "cstheme", "eastAsiaTheme")


def element(name, **attributes):
    """`element("w:shd", val="clear")`: one tag of Word's XML."""
    made = OxmlElement(name)
    for key, value in attributes.items():
        made.set(qn(f"w:{key}"), str(value))
    return made


def style_id(key):
    return f"cd-{key.replace('_', '-')}"


def define_styles(document):
    """Every look of the table as a paragraph style: an officer who wants another face changes it once."""
    _set_defaults(document.styles)
    for key, look in layout.LOOKS.items():
        _define(document.styles, key, look)
    rule = _new(document.styles, "rule", RULE_STYLE)
    rule.font.size = Pt(layout.RULE_GAP)
    rule.paragraph_format.space_before = Pt(layout.RULE_GAP)
    rule.paragraph_format.space_after = Pt(layout.RULE_GAP)


def set_sheet(section, sheet):
    """Size, margins, and the page number top centre from the second page on."""
    is_wide = sheet.width > sheet.height
    section.orientation = WD_ORIENT.LANDSCAPE if is_wide else WD_ORIENT.PORTRAIT
    section.page_width, section.page_height = Mm(sheet.width), Mm(sheet.height)
    section.top_margin, section.bottom_margin = Mm(sheet.top), Mm(sheet.bottom)
    section.left_margin, section.right_margin = Mm(sheet.left), Mm(sheet.right)
    section.header_distance = section.footer_distance = Mm(layout.HEADER_DISTANCE)
    section.different_first_page_header_footer = True


def number_pages(section, style):
    """A field that Word and LibreOffice count themselves."""
    paragraph = section.header.paragraphs[0]
    paragraph.style = style
    for part in (
        element("w:fldChar", fldCharType="begin"),
        _instruction("PAGE"),
        element("w:fldChar", fldCharType="separate"),
        None,
        element("w:fldChar", fldCharType="end"),
    ):
        run = paragraph.add_run()
        if part is None:
            run.text = "2"
        else:
            run._r.append(part)


def restart_numbers(section):
    """From 1; a new section begins as a copy of the one before, with its numbering."""
    for old in section._sectPr.findall(qn("w:pgNumType")):
        section._sectPr.remove(old)
    section._sectPr.insert_element_before(element("w:pgNumType", start=1), *_AFTER["pgNumType"])


def add_to_table(table, made):
    """Borders and margins of a table, where Word's schema wants them: elsewhere it would offer to repair the file."""
    name = made.tag.rpartition("}")[2]
    table._tbl.tblPr.insert_element_before(made, *_AFTER[name])


def draw_rule(paragraph, width, within):
    """An empty paragraph with a border on top, indented until the border is `width` of `within` millimetres long."""
    side = max((within - width) / 2, 0)
    paragraph.paragraph_format.left_indent = paragraph.paragraph_format.right_indent = Mm(side)
    borders = element("w:pBdr")
    borders.append(
        element(
            "w:top", val="single", sz=round(layout.RULE_WEIGHT * 8), space=layout.RULE_GAP, color="000000"
        )
    )
    paragraph._p.get_or_add_pPr().insert_element_before(borders, *_AFTER["pBdr"])


# What may stand behind an element of ours: the order is the schema's (ECMA-376, part 1).
_AFTER = {
    "pBdr": (
        "w:shd",
        "w:tabs",
        "w:suppressAutoHyphens",
        "w:spacing",
        "w:ind",
        "w:jc",
        "w:outlineLvl",
        "w:rPr",
    ),
    "pgNumType": (
        "w:cols",
        "w:formProt",
        "w:vAlign",
        "w:noEndnote",
        "w:titlePg",
        "w:textDirection",
        "w:docGrid",
    ),
    "tblBorders": ("w:shd", "w:tblLayout", "w:tblCellMar", "w:tblLook"),
    "tblCellMar": ("w:tblLook",),
}


def _set_defaults(styles):
    """The one face and the language of the whole file; the faces of a theme would go before it."""
    fonts = styles.element.xpath("w:docDefaults/w:rPrDefault/w:rPr")[0]
    for old in fonts.xpath("w:rFonts | w:lang"):
        fonts.remove(old)
    fonts.insert(0, element("w:rFonts", **dict.fromkeys(FACES, layout.FONT)))
    fonts.append(element("w:lang", val=layout.LANGUAGE, eastAsia=layout.LANGUAGE))
    normal = styles["Normal"]
    normal.font.name = layout.FONT
    normal.font.size = Pt(layout.LOOKS["text"].size)
    normal.paragraph_format.space_after = Pt(0)
    normal.paragraph_format.line_spacing = 1.0
    # The template's own styles speak another language and look another way: nothing of them is used.
    for style in list(styles):
        if style.name not in KEPT:
            style.delete()


def _define(styles, key, look):
    style = _new(styles, key, look.label)
    font, form = style.font, style.paragraph_format
    font.size, font.bold, font.italic, font.all_caps = Pt(look.size), look.bold, look.italic, look.caps
    font.color.rgb = RGBColor(0, 0, 0)
    form.alignment, form.line_spacing = ALIGNS[look.align], look.line
    form.space_before, form.space_after = Pt(look.before), Pt(look.after)
    form.first_line_indent = Mm(look.indent)
    form.keep_with_next, form.widow_control = look.keep_next, True
    if look.outline:
        style.element.get_or_add_pPr().append(element("w:outlineLvl", val=look.outline - 1))


def _new(styles, key, label):
    style = styles.add_style(label, WD_STYLE_TYPE.PARAGRAPH)
    style.element.set(qn("w:styleId"), style_id(key))
    style.base_style = styles["Normal"]
    style.quick_style = True
    fonts = style.element.get_or_add_rPr()
    fonts.insert(0, element("w:rFonts", **dict.fromkeys(FACES, layout.FONT)))
    return style


def _instruction(text):
    made = OxmlElement("w:instrText")
    made.text = text
    return made
