"""What do the buttons inside the grid of step 3 do to what is typed, before anything is saved?"""

from emulation.forms import rows

ROOM = 3  # empty rows given at a time
OWN_TO_A_ROW = ("uid", "open")
CHANGES = {"content", "add", "drop", "copy", "up", "down", "open", "close", "part"}


class GridButtons:
    """Expects `data` (what is typed), `opened` (keys of rows showing their details), `focus` and `_read()`."""

    def change(self, verb, key):
        """Do what a button inside the grid asks for; False when it asks to save."""
        act = getattr(self, f"_{verb}", None) if verb in CHANGES else None
        if act is None:
            return False
        act(key)
        self._read()
        return True

    def _content(self, _key):
        self.focus = rows.add(self.data, "c")
        rows.add(self.data, "i")

    def _add(self, key):
        """Empty rows at the end of a content (or of the rows before the first content)."""
        keys = rows.keys_of(self.data)
        place = keys.index(key) + 1 if key in keys else 0
        while place < len(keys) and keys[place][0] == "i":
            place += 1
        added = [self._insert(place + step) for step in range(ROOM)]
        self.focus = added[0]

    def _insert(self, place):
        key = rows.fresh_key(self.data, "i")
        keys = rows.keys_of(self.data)
        rows.set_keys(self.data, [*keys[:place], key, *keys[place:]])
        return key

    def _drop(self, key):
        rows.drop(self.data, key)

    def _copy(self, key):
        self.opened = set()
        self.focus = rows.copy(self.data, key, without=OWN_TO_A_ROW)

    def _up(self, key):
        rows.move(self.data, key, -1)
        self.focus = key

    def _down(self, key):
        rows.move(self.data, key, 1)
        self.focus = key

    def _open(self, key):
        """One row at a time shows its details, so that the page stays small."""
        self.opened = {key}
        self.focus = f"{key}-more"

    def _close(self, key):
        self.opened = set()
        self.focus = key

    def _part(self, key):
        known = self.data.getlist(f"{key}-part")
        fresh = f"p{max((int(part[1:]) for part in known), default=0) + 1}"
        self.data.setlist(f"{key}-part", [*known, fresh])
        self.focus = f"{key}-{fresh}"
