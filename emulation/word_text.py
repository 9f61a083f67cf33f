"""Which words does a Word file show, line by line, as one would copy them out of it?

Lists keep the numbers that Word makes, rows of tables have tabs between their cells, text boxes follow the paragraph
they hang on; headers, hidden words and deletions that wait to be accepted are left out. Parts are matched by the last
word of their names, so that both dialects of the format are read. No Django here.
"""

import re

from lxml import etree

from emulation.word_numbers import Numbers
from unions.legacy_encodings import to_unicode
from unions.sandbox import Unsafe, read_member

DECLARATION = re.compile(rb"<!(DOCTYPE|ENTITY)", re.IGNORECASE)
LARGEST = 30 * 2**20
CALLS = re.compile(r"\s*(?:DDEAUTO|DDE|LINK|INCLUDETEXT|INCLUDEPICTURE)\b", re.IGNORECASE)
OLD_FONT = re.compile(r"\.vn|vni", re.IGNORECASE)
DAMAGED = "Tệp Word bị hỏng. Đồng chí mở bằng Word, lưu lại thành tệp mới rồi gửi."
DECLARED = "Tệp có phần khai báo lạ bên trong. Đồng chí mở bằng Word, lưu lại thành tệp mới rồi gửi."
MACROS = (
    "Tệp có macro nên không nhận. Đồng chí mở bằng Word, chọn Lưu thành, .docx (không có macro) rồi gửi lại."
)
LINKS = (
    "Tệp có liên kết lấy nội dung từ nơi khác nên không nhận. "
    "Đồng chí chép lời kế hoạch sang tệp Word mới rồi gửi, hoặc dán vào ô."
)
TOO_LONG = "Tệp Word quá dài. Đồng chí chỉ giữ phần kế hoạch, bỏ phụ lục rồi gửi lại."
GONE = {"del", "moveFrom"}
AROUND = {
    "ins",
    "moveTo",
    "customXml",
    "smartTag",
    "sdt",
    "sdtContent",
    "hyperlink",
    "fldSimple",
    "dir",
    "bdo",
}
SIGNS = {"tab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "-"}


def local(element):
    """The last word of a name; comments and instructions have none."""
    return etree.QName(element).localname if isinstance(element.tag, str) else ""


def child(element, *names):
    """The element down a path of names, or None."""
    for name in names:
        element = (
            next((each for each in element if local(each) == name), None) if element is not None else None
        )
    return element


def value(element, name="val"):
    """An attribute by the last word of its name."""
    if element is None:
        return None
    return next((text for key, text in element.attrib.items() if etree.QName(key).localname == name), None)


def is_on(element):
    """A switch such as <w:caps/>: on unless it says otherwise."""
    return element is not None and value(element) not in ("0", "false", "off", "none")


class WordText:
    def __init__(self, opened):
        self.opened, self.notes, self.is_converted = opened, [], False
        names = opened.namelist()
        self._refuse_active(names)
        self._document = self._parsed(self._main(names))
        styles = self._parsed("word/styles.xml") if "word/styles.xml" in names else None
        self._styles = {value(each, "styleId"): each for each in (styles if styles is not None else ())}
        defaults = child(styles, "docDefaults", "rPrDefault", "rPr", "rFonts")
        self._font = value(defaults, "ascii")
        numbering = self._parsed("word/numbering.xml") if "word/numbering.xml" in names else None
        self._numbers = Numbers(numbering)
        if any(name.startswith("word/embeddings/") for name in names):
            self.notes.append("Tệp có đối tượng nhúng: chữ trong đối tượng ấy không đọc được.")

    # Safety ---------------------------------------------------------------------------------------------------------

    def _refuse_active(self, names):
        kinds = self._read("[Content_Types].xml") if "[Content_Types].xml" in names else b""
        is_active = any(re.search(r"vbaProject|vbaData|activeX/", name) for name in names)
        if is_active or b"macroEnabled" in kinds:
            raise Unsafe(MACROS)
        for name in names:
            if name.endswith(".rels") and any(map(_calls_outside, self._parsed(name))):
                raise Unsafe(LINKS)

    def _read(self, name):
        if self.opened.getinfo(name).file_size > LARGEST:
            raise Unsafe(TOO_LONG)
        return read_member(self.opened, name)

    def _parsed(self, name):
        content = self._read(name)
        if DECLARATION.search(content.replace(b"\x00", b"")):
            raise Unsafe(DECLARED)
        parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
        try:
            return etree.fromstring(content, parser)
        except etree.XMLSyntaxError as problem:
            raise Unsafe(DAMAGED) from problem

    def _main(self, names):
        """The part that holds the text: by the relations of the file, usually word/document.xml."""
        if "_rels/.rels" in names:
            for each in self._parsed("_rels/.rels"):
                target = (each.get("Target") or "").lstrip("/")
                if (each.get("Type") or "").endswith("/officeDocument") and target in names:
                    return target
        if "word/document.xml" not in names:
            raise Unsafe(DAMAGED)
        return "word/document.xml"

    # Blocks ---------------------------------------------------------------------------------------------------------

    def lines(self):
        body = child(self._document, "body")
        if body is None:
            raise Unsafe(DAMAGED)
        return [line for line in self._blocks(body) if line.strip()]

    def _blocks(self, parent, in_cell=False):
        for each in parent:
            name = local(each)
            if name == "p":
                yield from self._paragraph(each, in_cell)
            elif name == "tbl":
                yield from self._table(each)
            elif name in AROUND:
                yield from self._blocks(each, in_cell)

    def _table(self, table):
        for row in self._within(table, "tr"):
            if child(row, "trPr", "del") is not None:
                continue
            cells = []
            for cell in self._within(row, "tc"):
                cells.append([line for line in self._blocks(cell, in_cell=True) if line.strip()])
                span = value(child(cell, "tcPr", "gridSpan")) or "1"
                cells += [[]] * (min(int(span), 60) - 1 if span.isdecimal() else 0)
            yield from _row(cells)

    def _within(self, parent, name):
        for each in parent:
            if local(each) == name:
                yield each
            elif local(each) in AROUND:
                yield from self._within(each, name)

    # Paragraphs -----------------------------------------------------------------------------------------------------

    def _paragraph(self, paragraph, in_cell):
        style = self._styles.get(value(child(paragraph, "pPr", "pStyle")))
        pieces, boxes = [], []
        self._gather(paragraph, self._font_of(style), self._is_caps(style), pieces, boxes)
        text = self._converted(pieces)
        number = self._number(paragraph, style)
        is_gone = not text.strip() and any(local(each) in GONE for each in paragraph.iter())
        label = self._numbers.label(*number) if number and not is_gone else ""
        if text.strip() or (label and in_cell):
            yield f"{label} {text}".strip() if label else text
        for box in boxes:
            yield from self._blocks(box)

    def _gather(self, parent, font, is_caps, pieces, boxes):
        for each in parent:
            name = local(each)
            if name == "r":
                self._run(each, font, is_caps, pieces, boxes)
            elif name in AROUND:
                self._gather(each, font, is_caps, pieces, boxes)

    def _run(self, run, font, is_caps, pieces, boxes):
        look = child(run, "rPr")
        if look is not None:
            if is_on(child(look, "vanish")):
                return
            caps, own = child(look, "caps"), child(look, "rFonts")
            is_caps = is_on(caps) if caps is not None else is_caps
            font = value(own, "ascii") or value(own, "hAnsi") or font
        for each in run:
            name = local(each)
            if name == "t":
                pieces.append((each.text or "", font, is_caps))
            elif name in SIGNS:
                pieces.append((SIGNS[name], font, False))
            elif name == "instrText" and CALLS.match(each.text or ""):
                raise Unsafe(LINKS)
            elif name in ("pict", "drawing", "object", "AlternateContent"):
                boxes += _boxes(each)

    def _converted(self, pieces):
        """Letters of old fonts as Unicode: font by font where one is named, else by the whole paragraph's letters."""
        if not any(font and OLD_FONT.match(font.lstrip("'\" ")) for _, font, _ in pieces):
            text = "".join(text.upper() if is_caps else text for text, _, is_caps in pieces)
            return self._noted(*to_unicode(text))
        merged = []
        for text, font, is_caps in pieces:
            if merged and merged[-1][1:] == (font, is_caps):
                merged[-1] = (merged[-1][0] + text, font, is_caps)
            else:
                merged.append((text, font, is_caps))
        read = [(self._noted(*to_unicode(text, font)), is_caps) for text, font, is_caps in merged]
        return "".join(text.upper() if is_caps else text for text, is_caps in read)

    def _noted(self, text, encoding):
        self.is_converted |= bool(encoding)
        return text

    # Styles ---------------------------------------------------------------------------------------------------------

    def _lineage(self, style):
        """The style and those it is based on; a circle ends."""
        seen = []
        while style is not None and style not in seen:
            seen.append(style)
            style = self._styles.get(value(child(style, "basedOn")))
        return seen

    def _font_of(self, style):
        for each in self._lineage(style):
            fonts = child(each, "rPr", "rFonts")
            if font := value(fonts, "ascii") or value(fonts, "hAnsi"):
                return font
        return self._font

    def _is_caps(self, style):
        found = (child(each, "rPr", "caps") for each in self._lineage(style))
        return is_on(next((each for each in found if each is not None), None))

    def _number(self, paragraph, style):
        """(list, level) of a paragraph, its own or that of its style; None without a list."""
        sources = [child(paragraph, "pPr", "numPr")]
        sources += [child(each, "pPr", "numPr") for each in self._lineage(style)]
        for each in sources:
            if each is not None and (list_id := value(child(each, "numId"))) is not None:
                level = value(child(each, "ilvl"))
                if level is None:
                    level = self._numbers.level_of(list_id, value(style, "styleId"))
                return None if list_id == "0" else (list_id, int(level) if str(level).isdecimal() else 0)
        return None


def _row(cells):
    """Cells of a table of figures stand side by side; those of a letterhead are read one after the other."""
    full = [cell for cell in cells if cell]
    if len(full) <= 2 and any(len(cell) > 1 for cell in full):
        for line in (line for cell in full for line in cell):
            yield (
                " ".join(line.split()) if line.isupper() else line
            )  # a name in capitals goes on after a break
    elif full:
        yield "\t".join(" ".join(" ".join(line.split()) for line in cell) for cell in cells)


def _boxes(drawing):
    """Contents of text boxes, each once: files hold a second copy for old programs."""
    if local(drawing) == "AlternateContent":
        found = [_boxes(each) for each in drawing if local(each) in ("Choice", "Fallback")]
        return next((boxes for boxes in found if boxes), [])
    if local(drawing) == "txbxContent":
        return [drawing]
    return [box for each in drawing for box in _boxes(each)]


def _calls_outside(relation):
    """Does a part fetch something from elsewhere? Plain hyperlinks fetch nothing by themselves."""
    is_outside = (relation.get("TargetMode") or "").lower() == "external"
    return is_outside and not (relation.get("Type") or "").endswith("/hyperlink")
