"""Which kind of body would a new row be, by what it says, by its name, or by what alone may stand there?"""

from collections import defaultdict

from unions.abbreviations import ABBREVIATIONS
from unions.import_columns import KIND, NAME
from unions.models import BodyKind
from unions.vietnamese import fold


class Kinds:
    """All kinds and what may stand under what; two queries."""

    def __init__(self, on):
        self.all = list(BodyKind.objects.all())
        self.on, self.below, self.allowed = on, defaultdict(set), {}
        pairs = BodyKind.allowed_parents.through.objects.values_list("from_bodykind", "to_bodykind")
        for kind, parent in pairs:
            self.below[parent].add(kind)
        self.forms = {kind.pk: forms_of(kind) for kind in self.all}
        self.beginnings = {pk: tuple(f"{form} " for form in forms) for pk, forms in self.forms.items()}

    def under(self, parent):
        """Kinds that may be founded under a body of the kind `parent`."""
        if parent.pk not in self.allowed:
            below = [kind for kind in self.all if kind.pk in self.below[parent.pk]]
            self.allowed[parent.pk] = [kind for kind in below if self._is_valid(kind)]
        return self.allowed[parent.pk]

    def holds(self, kind):
        """May anything stand under a body of this kind?"""
        return bool(self.below.get(kind.pk))

    def stated(self, text):
        """The kind that a cell names: “CĐCS”, “Công đoàn xã”, “Xã”; None where none or several are meant."""
        plain = spelled_out(text)
        exact = [kind for kind in self.all if plain in self.forms[kind.pk] or fold(text) == fold(kind.code)]
        ends = [kind for kind in self.all if any(form.endswith(f" {plain}") for form in self.forms[kind.pk])]
        found = exact or ends
        return found[0] if len(found) == 1 else None

    def choose(self, row, parent, *, is_above):
        """(kind, "", "") of a new row under a body of the kind `parent`, or (None, reason, suggestion).

        `is_above` says that other rows stand under this one.
        """
        text = row.texts.get(KIND, "")
        kind, reason = self._by_word(text, parent) if text else self._by_name(row, parent, is_above)
        return kind, reason, "" if kind else _choices(self.under(parent))

    def _by_word(self, text, parent):
        kind = self.stated(text)
        if kind is None:
            return None, f"Không có loại tổ chức “{text}”."
        if not self._is_valid(kind):
            return None, self._not_now(kind)
        if kind not in self.under(parent):
            return None, f"{kind.name} không lập được dưới {parent.name}."
        return kind, ""

    def _by_name(self, row, parent, is_above):
        """The kind by whose words the name begins, else the only one of the usual kinds that may stand there."""
        under, name = self.under(parent), f"{in_full(row.plain)} "
        fitting = [kind for kind in under if self.holds(kind) or not is_above]
        named = [kind for kind in fitting if name.startswith(self.beginnings[kind.pk])]
        if not named and (gone := self._gone(parent, name)):
            return None, self._not_now(gone[0])
        usual = named or [kind for kind in fitting if kind.is_grassroots or is_above]
        if len(usual) == 1:
            return usual[0], ""
        if not under:
            return None, f"Không lập được đơn vị nào dưới {parent.name}."
        return None, f"Không rõ {row.texts[NAME]} là loại tổ chức nào."

    def _gone(self, parent, name):
        """Kinds by whose words the name begins, which stood under `parent` at other times."""
        kinds = [kind for kind in self.all if kind.pk in self.below[parent.pk]]
        return [
            kind for kind in kinds if not self._is_valid(kind) and name.startswith(self.beginnings[kind.pk])
        ]

    def _not_now(self, kind):
        return f"{kind.name} không phải loại tổ chức có trong ngày {self.on:%d/%m/%Y}."

    def _is_valid(self, kind):
        has_begun = not kind.from_on or kind.from_on <= self.on
        return has_begun and not (kind.until_on and kind.until_on < self.on)


def spelled_out(text):
    """The folded text with its abbreviations in full: `LĐLĐ huyện` → `lien doan lao dong huyen`."""
    return in_full(fold(text))


def in_full(plain):
    return " ".join(ABBREVIATIONS[word][0] if word in ABBREVIATIONS else word for word in plain.split())


def forms_of(kind):
    """“Công đoàn xã, phường, đặc khu” is also “Công đoàn phường” and “Công đoàn đặc khu”."""
    forms = {spelled_out(kind.short_name)}
    first, *others = [spelled_out(part) for part in kind.name.split(",")]
    head = first.rsplit(" ", 1)[0]
    return (forms | {first, spelled_out(kind.name)} | {f"{head} {other}" for other in others}) - {""}


def _choices(kinds):
    names = ", ".join(kind.short_name or kind.name for kind in kinds if not kind.is_external)
    return f"Ghi vào cột Loại tổ chức: {names}." if names else "Chọn đơn vị cấp trên khác."
