"""On which line of the text does a sentence stand that was read from it?

The reader joins broken lines and takes list markers off, so only letters and digits are compared.
"""

import re
from bisect import bisect_right

SHORTEST = 12  # letters: fewer stand in many places
SIGNS = re.compile(r"[\W_]+")


def _letters(text):
    return SIGNS.sub("", text).casefold()


class Lines:
    """The lines of a plan; `of` finds a sentence, going on from the one found before."""

    def __init__(self, text):
        self.texts = text.splitlines()
        self._starts, pieces, length = [], [], 0
        for line in self.texts:
            self._starts.append(length)
            pieces.append(_letters(line))
            length += len(pieces[-1])
        self._whole, self._from = "".join(pieces), 0

    def of(self, sentence):
        """The number of the line, counted from 1; None where nothing like it stands."""
        wanted = _letters(sentence or "")
        for length in (len(wanted), 60, 30, SHORTEST):
            part = wanted[:length]
            if not part or (length != len(wanted) and length > len(wanted)):
                continue
            place = self._whole.find(part, self._from)
            place = self._whole.find(part) if place < 0 else place
            if place >= 0:
                self._from = place
                return bisect_right(self._starts, place)
        return None

    def back(self):
        """Begin at the top again: each list of items is in the order of the text."""
        self._from = 0
        return self
