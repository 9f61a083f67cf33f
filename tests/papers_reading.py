"""What stands in a Word file, read from its XML alone: its words in order, its styles, its pages?"""

import re
from io import BytesIO
from xml.etree import ElementTree
from zipfile import ZipFile

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
TWIPS = 1440 / 25.4  # of a millimetre


def part(data, name):
    with ZipFile(BytesIO(data)) as file:
        return ElementTree.fromstring(file.read(name))


def text_of(data):
    """Each paragraph a line, in the order in which one reads."""
    body = part(data, "word/document.xml").find(f"{W}body")
    return "\n".join("".join(each.text or "" for each in p.iter(f"{W}t")) for p in body.iter(f"{W}p"))


def plain(text):
    """One line with single spaces, however the paper broke it."""
    return re.sub(r"\s+", " ", text)


def attributes(element, path):
    """{"top": "1134"}: the attributes of the first element at a path of w: names."""
    found = element.find("/".join(f"{W}{name}" for name in path.split("/")))
    return {} if found is None else {name.removeprefix(W): value for name, value in found.attrib.items()}


def styles_of(data):
    """{label: element} of every style of ours."""
    root = part(data, "word/styles.xml")
    styles = {attributes(each, "name").get("val"): each for each in root.iter(f"{W}style")}
    return {label: style for label, style in styles.items() if label and label.startswith("CĐ ")}
