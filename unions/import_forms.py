"""What does somebody type to bring a file in: where it belongs, of which day it speaks, which column means what?"""

from dataclasses import dataclass
from functools import cached_property

from unions.fields import DayField, NeededForm, choice_field
from unions.import_columns import NUMBER
from unions.import_preview import WORDS
from unions.import_reading import CHOICES, layout_at, mapping_of, names_units, samples, sheet_of
from unions.models import UnionBody
from unions.querysets import within
from unions.roles import ABILITIES, Ability
from unions.web import typed_number
from unions.workbooks import cell_name

MOST_PLACES = 1000
LONGEST = 70  # letters of a heading row in the list to choose from
SEARCHED = 30
KNOWN = {NUMBER, *(meaning for meaning, _ in CHOICES)}


def places_of(access):
    """The unions under which this person may bring grassroots unions in, in the order of the tree."""
    holding = [mandate for mandate in access.mandates if Ability.PLACE in ABILITIES[mandate.role]]
    paths = [mandate.body.path for mandate in holding]
    bodies = (
        UnionBody.objects.visible_to(access).filter(within(paths, "path")).internal().active_on(access.day)
    )
    takers = bodies.filter(kind__allowed_children__is_grassroots=True).select_related("kind")
    return list(takers.distinct().order_by("path")[:MOST_PLACES])


class UploadForm(NeededForm):
    needed = {
        "under": "Chọn đơn vị cấp trên của các đơn vị trong tệp.",
        "as_of": "Ghi ngày của số liệu, ví dụ 31/12/2020.",
    }

    under = choice_field(label="Nhập vào dưới đơn vị")
    as_of = DayField(
        label="Số liệu tính đến ngày",
        help_text="Số lao động, đoàn viên trong tệp là của ngày này. Ví dụ 31/12/2020.",
    )

    def __init__(self, typed=None, *, places, today, **kwargs):
        super().__init__(typed, **kwargs)
        self.places, self.today = {body.code: body for body in places}, today
        first = [] if len(places) == 1 else [("", "Chọn đơn vị")]
        self.fields["under"].choices = first + [(body.code, body.name) for body in places]
        self.fields["under"].error_messages["invalid_choice"] = self.needed["under"]
        self.fields["as_of"].widget.attrs["class"] = "form-control"

    def clean_under(self):
        return self.places.get(self.cleaned_data["under"])

    def clean_as_of(self):
        day = self.cleaned_data["as_of"]
        if day and day > self.today:
            self.add_error("as_of", "Ngày của số liệu không thể sau hôm nay.")
        return day


@dataclass
class ColumnRow:
    """One column of a sheet: its letter, heading, first values, and what it is said to mean."""

    letter: str
    heading: str
    samples: list
    name: str
    meaning: str
    is_twice: bool = False

    @property
    def id(self):
        return f"id_{self.name}"


class SheetTable:
    """One sheet on the page: is it read, where are its headings, what does each column mean?"""

    def __init__(self, head, mapping, number, typed=None):
        self.head, self.number, self.typed = head, number, typed
        self.name, self.count, self.is_hidden = head["name"], head["rows"], head["hidden"]
        self.known = mapping
        self.is_moved = False
        self.mapping = self._read(typed) if typed is not None else mapping

    def _read(self, typed):
        is_on = typed.get(f"doc-{self.number}") == "on"
        place = typed_number(typed.get(f"hang-{self.number}"), self.known["place"])
        if place >= min(SEARCHED, len(self.head["head"])):
            place = self.known["place"]
        shown = typed_number(typed.get(f"bang-{self.number}"))
        if shown is None and place == self.known["place"]:
            return {**self.known, "on": is_on}
        if shown != place:
            self.is_moved = is_on
            return mapping_of(layout_at(sheet_of(self.head), place), is_on=is_on)
        layout = layout_at(sheet_of(self.head), place)
        base = self.known if place == self.known["place"] else mapping_of(layout, is_on=is_on)
        return {**base, "on": is_on, "columns": self._chosen(typed)}

    def _chosen(self, typed):
        columns, self.twice = {}, []
        for column in range(self.width):
            meaning = typed.get(f"nghia-{self.number}-{column}", "")
            if meaning not in KNOWN or not meaning:
                continue
            if meaning in columns:
                self.twice.append((column, meaning))
            columns.setdefault(meaning, column)
        return columns

    twice = ()

    @cached_property
    def width(self):
        return max((len(row) for row in self.head["head"]), default=0)

    @property
    def is_on(self):
        return self.mapping["on"]

    @property
    def place(self):
        return self.mapping["place"]

    @property
    def places(self):
        """[(row from 0, “Hàng 4: STT, Tên đơn vị…”)] of rows that could hold the headings."""
        found = []
        for place, row in enumerate(self.head["head"][:SEARCHED]):
            texts = [" ".join(value.split()) for value in row if isinstance(value, str) and value.strip()]
            if len(texts) > 1 or place == self.place:
                line = ", ".join(texts)
                found.append(
                    (place, f"Hàng {place + 1}: {line[:LONGEST]}{'…' if len(line) > LONGEST else ''}")
                )
        return found

    @cached_property
    def columns(self):
        meanings = {column: meaning for meaning, column in self.mapping["columns"].items()}
        twice = dict(self.twice)
        headings = self.mapping["headings"]
        rows = []
        for column in range(self.width):
            heading = headings[column] if column < len(headings) else ""
            values = samples(self.head, self.mapping["first"], column)
            if heading or values or column in meanings:
                meaning = twice.get(column, meanings.get(column, ""))
                name = f"nghia-{self.number}-{column}"
                letter = cell_name(0, column)[:-1]
                rows.append(ColumnRow(letter, heading, values, name, meaning, column in twice))
        return rows

    def problems(self):
        """[(id of the input, sentence)]"""
        if not self.is_on:
            return []
        found = [
            (
                f"id_nghia-{self.number}-{column}",
                f"Trang “{self.name}”: hai cột cùng là “{WORDS[meaning]}”, chọn một.",
            )
            for column, meaning in self.twice
        ]
        if not names_units(self.mapping):
            at = self.columns[0].id if self.columns else f"id_doc-{self.number}"
            found.append((at, f"Trang “{self.name}”: chọn cột nào là tên đơn vị (hoặc mã đơn vị)."))
        return found


class ColumnsTable:
    """All sheets of a file; `typed` is what was sent, None: as the file was understood."""

    choices = CHOICES

    def __init__(self, row, typed=None):
        self.sheets = [
            SheetTable(head, row.mapping[head["name"]], number, typed)
            for number, head in enumerate(row.sheets)
        ]

    @property
    def mapping(self):
        return {sheet.name: sheet.mapping for sheet in self.sheets}

    @property
    def is_moved(self):
        """Was another row said to hold the headings? Then its columns have to be looked at first."""
        return any(sheet.is_moved for sheet in self.sheets)

    def problems(self):
        found = [problem for sheet in self.sheets for problem in sheet.problems()]
        if not any(sheet.is_on for sheet in self.sheets):
            found.append(("id_doc-0", "Chọn ít nhất một trang để đọc."))
        return found
