"""What is the theme of a plan, and which themes of bodies above does it serve?"""

import re

from emulation.planreading.outline import Section
from emulation.planreading.phases import NAMED
from unions.vietnamese import fold

QUOTE = r"[“\"„«](?P<theme>[^”\"»]{4,200})[”\"»]"
SAID = re.compile(
    rf"(?P<lead>(?:chủ\s+đề|khẩu\s+hiệu)(?P<of>[^“\"„«.;]{{0,110}}?))\s*(?:là)?\s*:?\s*(?:{QUOTE}|:\s*(?P<plain>[^“\".;\n]{{6,140}}))",
    re.IGNORECASE,
)
SPIRIT = re.compile(rf"(?:tinh\s+thần|phương\s+châm)\s*:?\s*{QUOTE}", re.IGNORECASE)
ABOVE = re.compile(
    r"tong ?lien doan|tong ldld|(?<!\w)tld(?!\w)|cong doan (?:viet nam|dau khi viet nam)|viet nam|"
    r"ldld tinh|cua tinh|lien doan lao dong tinh|"
    r"cong doan nganh|thanh pho|"
    r"ubnd|tinh uy|cua bo|chinh phu|mat tran|cap tren|cua nganh|tap doan|tong cong ty"
)


def themes_of(items, lines, head, phases):
    """(theme, themes above, warnings)."""
    own, above, warnings = [], [], []
    taken = {phase.theme for phase in phases}
    for theme, lead, is_said_in_passing in _said(items, lines, head):
        if theme in taken or "phong trào" in lead:
            continue
        is_above = _is_above(lead, head) or (is_said_in_passing and bool(own))
        (above if is_above else own).append(theme)
    own = [each for place, each in enumerate(own) if each not in own[:place]]
    if len(own) > 1:
        quoted = " và ".join(f"“{each}”" for each in own[:2])
        warnings.append(f"Hai chủ đề: {quoted}.")
    return (own[0] if own else None), above, warnings


def _said(items, lines, head):
    bracket = next(
        (
            line.text
            for line in lines[:15]
            if line.text.startswith(("(", "“", '"')) and line.text.rstrip(")").endswith(("”", '"'))
        ),
        None,
    )
    if bracket and (match := re.search(QUOTE, bracket)):
        yield match["theme"].strip(" ."), "", False
    for text in (head.opening, head.title or ""):
        yield from ((*each, False) for each in _found(text))
    for item in items:
        text = item.line.raw
        if item.section == Section.PHASES or NAMED.search(text):
            continue
        if item.section == Section.THEME and item.is_leaf and not SAID.search(text):
            theme = item.text.strip(' .;“”"„«»')
            if theme and len(theme) > 6 and not item.text.endswith(":"):
                quoted = re.search(QUOTE, item.text)
                yield (
                    (quoted["theme"].strip(" .") if quoted else theme),
                    item.trail[-1] if item.trail else "",
                    False,
                )
            continue
        passing = item.section == Section.WORK
        yield from ((*each, passing) for each in _found(text))


def _found(text):
    for match in SAID.finditer(text):
        yield (match["theme"] or match["plain"]).strip(' .“”"'), match["of"]
    for match in SPIRIT.finditer(text):
        yield match["theme"].strip(" ."), ""


def _is_above(lead, head):
    words = fold(lead)
    own = fold(head.organiser or "")
    if not words.strip() or not ABOVE.search(words):
        return False
    said = re.sub(r".*\bcua\b", "", words).strip()
    return not (said and said in own)
