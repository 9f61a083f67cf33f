"""What stands on the page of step 3: contents with their indicators, movements and titles, as typed so far?

One flat set of typed data holds everything (see `rows`). Details of a row that is not open travel in one hidden input
`<key>-more`, so that forty indicators stay far below the limit of 1,000 inputs (RELIABILITY K13).
"""

from urllib.parse import parse_qsl, urlencode

from django import forms

from emulation.forms import rows
from emulation.forms.fields import PlanForm, text_field, ticks_field
from emulation.forms.grid_buttons import GridButtons
from emulation.forms.indicators import MAIN, IndicatorForm, PartForm
from emulation.soundness import indicator_problems

LABEL_LENGTH = 20
# Which input of a row shows a problem that the act names by another word.
SHOWN_AT = {"parts": "operator", "scope": "sector"}


class ContentForm(PlanForm):
    """A numbered content of the plan: the head of its indicators."""

    needed = {"title": "Ghi nội dung thi đua, hoặc bấm Bỏ nội dung."}

    label = text_field("Số mục")
    title = text_field("Nội dung thi đua", rows=1)
    sectors = ticks_field("Dành cho khu vực")

    def __init__(self, data, *, key, number, choices):
        super().__init__(data, prefix=key, empty_permitted=True)
        self.key, self.number = key, number
        self.rows = []
        self.fields["sectors"].choices = choices.sectors
        for name in ("label", "title"):
            field = self.fields[name]
            field.widget.attrs["aria-label"] = f"{field.label} {number}"
        self.fields["label"].widget.attrs["placeholder"] = str(number)
        self.fields["title"].widget.attrs["placeholder"] = "Nội dung thi đua như trong kế hoạch"

    @property
    def is_blank(self):
        return not any(self.data.get(self.add_prefix(name), "").strip() for name in ("label", "title"))

    def has_changed(self):
        return not (self.is_blank and all(row.is_blank for row in self.rows))

    def clean_label(self):
        if len(self.cleaned_data["label"]) > LABEL_LENGTH:
            raise forms.ValidationError(
                f"Số mục dài quá {LABEL_LENGTH} chữ: ghi như trong kế hoạch, ví dụ 2.1."
            )
        return self.cleaned_data["label"]

    @property
    def sector_names(self):
        chosen = set(self.data.getlist(self.add_prefix("sectors")))
        return ", ".join(name for pk, name in self.fields["sectors"].choices if pk in chosen)

    def columns(self, choices):
        cleaned = self.cleaned_data
        return {
            "label": cleaned["label"],
            "title": cleaned["title"],
            "sectors": [choices.sector(pk) for pk in cleaned["sectors"]],
        }


class WholeForm(PlanForm):
    """Movements and titles of the campaign as a whole."""

    movements = ticks_field("Phong trào, cuộc vận động")
    new_movements = text_field("Phong trào, cuộc vận động khác", rows=3)
    titles = ticks_field("Danh hiệu, hình thức khen thưởng để đơn vị đăng ký")

    def __init__(self, data, *, choices):
        super().__init__(data)
        self.fields["movements"].choices = choices.movements
        self.fields["titles"].choices = choices.titles

    def names(self):
        return [line.strip() for line in self.cleaned_data["new_movements"].splitlines() if line.strip()]


class PlanGrid(GridButtons):
    def __init__(self, data, campaign, choices):
        self.data, self.campaign, self.choices = data, campaign, choices
        self.focus = ""
        _unpack(data)
        self.opened = {key for key in rows.keys_of(data) if data.get(f"{key}-open")}
        self._read()

    def _read(self):
        """Make the forms anew from the data: `loose` indicators stand before the first content."""
        self.whole = WholeForm(self.data, choices=self.choices)
        self.loose, self.contents = [], []
        number = 0
        for key in rows.keys_of(self.data):
            if key[0] == "c":
                form = ContentForm(self.data, key=key, number=len(self.contents) + 1, choices=self.choices)
                self.contents.append(form)
            elif key[0] == "i":
                number += 1
                head = self.contents[-1] if self.contents else None
                (head.rows if head else self.loose).append(self._row(key, number, head))
        self._put_focus()

    def _put_focus(self):
        """The next key typed goes where the button led; htmx and browsers both obey `autofocus`."""
        for form in [*self.contents, *self.indicators]:
            inputs = {
                form.key: "title" if form.key[0] == "c" else "statement",
                f"{form.key}-more": "denominator_note",
            }
            if self.focus in inputs:
                form.fields[inputs[self.focus]].widget.attrs["autofocus"] = True
            for part in getattr(form, "parts", []):
                if part.key == self.focus:
                    part.fields["statement"].widget.attrs["autofocus"] = True

    def _row(self, key, number, head):
        after = head.key if head else ""
        row = IndicatorForm(
            self.data, key=key, number=number, choices=self.choices, year=self.campaign.year, after=after
        )
        row.is_open = key in self.opened
        row.parts = self._parts(key)
        return row

    def _parts(self, key):
        keys = enumerate(self._part_keys(key), start=1)
        return [PartForm(self.data, key=f"{key}-{part}", place=place) for place, part in keys]

    def _part_keys(self, key):
        """Keys of the parts of a row; two empty ones where the kind asks for parts and none is there."""
        known = [part for part in self.data.getlist(f"{key}-part") if rows.KEY.fullmatch(part)]
        if not known and self.data.get(f"{key}-kind") == "composite" and key in self.opened:
            known = ["p1", "p2"]
            self.data.setlist(f"{key}-part", known)
        return known

    @property
    def indicators(self):
        return [*self.loose, *(row for content in self.contents for row in content.rows)]

    @property
    def filled(self):
        return [row for row in self.indicators if not row.is_blank]

    # Saving ---------------------------------------------------------------------------------------------------------

    def is_valid(self):
        forms = [self.whole, *(content for content in self.contents if content.has_changed()), *self.filled]
        forms += [part for row in self.filled for part in row.parts if not part.is_blank]
        wrong = [form for form in forms if not form.is_valid()]
        if not wrong:
            for place, field, sentence in indicator_problems(self.columns()):
                row = self.filled[place - 1]
                row.add_error(SHOWN_AT.get(field, field), sentence)
        for form in forms:
            form.mark_invalid()
        self._open_wrong()
        return not any(form.errors for form in forms)

    def _open_wrong(self):
        """Show the details of the first row whose error would be hidden in them."""
        for row in self.filled:
            hidden = [name for name in row.errors if name not in MAIN] or any(p.errors for p in row.parts)
            if hidden:
                self.opened = {row.key}
                for each in self.indicators:
                    each.is_open = each is row
                row.parts = row.parts or self._parts(row.key)
                return

    def problems(self):
        """(id of the input, sentence): the row in words first, so that the summary can be read alone."""
        found = []
        for content in self.contents:
            if content.has_changed():
                found += [(at, f"Nội dung {content.number}: {text}") for at, text in content.problems()]
        for row in self.filled:
            inner = [problem for part in row.parts if not part.is_blank for problem in part.problems()]
            found += [(at, f"Chỉ tiêu {row.number}: {text}") for at, text in [*row.problems(), *inner]]
        return found

    def content_rows(self):
        return [content.columns(self.choices) for content in self._kept_contents()]

    def _kept_contents(self):
        return [content for content in self.contents if content.has_changed()]

    def columns(self):
        """Rows of `set_indicators` in the order of the page."""
        places = {content.key: place for place, content in enumerate(self._kept_contents(), start=1)}
        found = []
        for position, row in enumerate(self.filled, start=1):
            previous = found[-1] if found else None
            found.append(row.columns(position, places.get(row.content), previous))
        return found


def more_of(row):
    """The details of a row as one hidden text."""
    start, shown = f"{row.key}-", {*MAIN, "more", "open"}
    pairs = [
        (name.removeprefix(start), value)
        for name, values in row.data.lists()
        if name.startswith(start) and name.removeprefix(start) not in shown
        for value in values
        if value
    ]
    return urlencode(pairs)


def _unpack(data):
    """Put what travelled in `<key>-more` back beside the rest."""
    for key in rows.keys_of(data):
        for name, value in parse_qsl(data.get(f"{key}-more", "")):
            if name not in MAIN:
                data.appendlist(f"{key}-{name}", value)
        data.pop(f"{key}-more", None)
