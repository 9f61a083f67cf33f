"""How wide is a text in Times: where must a name be broken, how long is the rule below it?

The widths that the face's maker publishes, in thousandths of its size; a letter is as wide with its tones as without.
"""

import unicodedata

MILLIMETRES = 25.4 / 72
REGULAR = {
    180: "'",
    200: "|",
    250: " ,.",
    278: "/:;\\ijlt",
    333: "!()-I[]`fr",
    389: "Js",
    408: '"',
    444: "?acez“”",
    500: "#$*0123456789_bdghknopquvxyđ–",
    556: "FPS",
    564: "+<=>",
    611: "ELTZ",
    667: "BCR",
    722: "ADGHKNOQUVXYwĐ",
    778: "&m",
    833: "%",
    889: "M",
    944: "W",
}
BOLD = {
    250: " ,.",
    278: "'/\\il",
    333: "!()-:;[]`fjt",
    389: "Is",
    444: "cerz",
    500: "#$*0123456789?J_agovxy“”–",
    556: "Sbdhknpquđ",
    570: "+<=>",
    611: "FP",
    667: "BELTZ",
    722: "ACDNRUVXYwĐ",
    778: "GHKOQ",
    833: "&m",
    944: "M",
    1000: "%W",
}
USUAL = 500


def _by_letter(widths):
    return {letter: width for width, letters in widths.items() for letter in letters}


WIDTHS = {False: _by_letter(REGULAR), True: _by_letter(BOLD)}


def width_of(text, size, *, bold=False):
    """Millimetres of one line."""
    widths = WIDTHS[bold]
    letters = (letter for letter in unicodedata.normalize("NFD", text) if not unicodedata.combining(letter))
    return sum(widths.get(letter, USUAL) for letter in letters) * size / 1000 * MILLIMETRES


def rule_width(look, lines):
    """How long the rule below these lines is."""
    texts = [line.upper() if look.caps else line for line in lines]
    longest = max((width_of(text, look.size, bold=look.bold) for text in texts), default=0)
    return max(look.rule.ratio * longest, look.rule.least)
