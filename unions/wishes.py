"""What stands behind the ? of a list's address, and how is the same wish written with something else?"""

from django.http import QueryDict

from unions.web import SEARCH_LENGTH


class Wishes:
    """What the lists of bodies, people and invitations share; `typed` is the QueryDict of the address."""

    kept = ()  # names that make the wish, in the order in which they are written

    def _one(self, name):
        return self.typed.get(name, "").strip()[:SEARCH_LENGTH]

    def _values(self, name):
        """What was said under a name; nothing where it was left empty."""
        return [value for value in self.typed.getlist(name) if value]

    def query(self, *without, **changed):
        """The same wish as the part behind the ?, with something else: query("mo", trang="2")."""
        written = QueryDict(mutable=True)
        for name in self.kept:
            if name not in without and (values := self._values(name)):
                written.setlist(name, values)
        for name, value in changed.items():
            written.setlist(name, value if isinstance(value, list) else [value])
        return written.urlencode()

    def query_and(self, *without):
        """The same, for something to be put behind it: `q=may&`, or "" where nothing was wished."""
        written = self.query(*without)
        return f"{written}&" if written else ""
