"""Which lines stand on one page of the report, what was typed there, and whose turn is next?

Twelve lines at most, whole contents together (UX C2, C8); what is under review is shown and not asked.
"""

from targets.result_fields import edition_name
from targets.result_line import LineForm
from targets.result_reading import read_line

MOST_LINES = 12


class ResultSheet:
    """The lines of one page of the report: those that can be filled, grouped by content, and those under review."""

    def __init__(self, lines, days, *, page=1, data=None, today=None):
        self.lines, self.days, self.today, self.data = lines, days, today, data
        self.open_lines = [line for line in lines if line.is_editable]
        self.pages = _pages(self.open_lines)
        self.page = min(max(page, 1), max(len(self.pages), 1))
        self.forms = [LineForm(line, days, data) for line in self._here()]
        self.locked = [LineForm(line, days) for line in lines if not line.is_editable]
        self.answers = {}

    def _here(self):
        """The lines of this page; when something came back, exactly those that the page carried."""
        if self.data is None:
            return self.pages[self.page - 1] if self.pages else []
        return [line for line in self.open_lines if edition_name(line) in self.data]

    @property
    def is_last(self):
        return self.page >= len(self.pages)

    @property
    def groups(self):
        return _grouped(self.forms)

    @property
    def read_only(self):
        """What is shown without inputs: lines under review, or everything when nothing can be entered."""
        return self.locked or [LineForm(line, self.days) for line in self.lines]

    @property
    def returned(self):
        """[(number, statement, where the line stands, reason)] of every line sent back, whichever page it is on."""
        return [self._where(line) for line in self.open_lines if line.is_returned]

    @property
    def missing(self):
        return [self._where(line) for line in self.open_lines if line.missing]

    @property
    def is_begun(self):
        return any(line.result.pk for line in self.lines)

    @property
    def sent_at(self):
        """When the unit last sent something."""
        return max((line.result.declared_at for line in self.lines if line.result.declared_at), default=None)

    @property
    def is_late(self):
        return any(line.result.is_late for line in self.lines)

    @property
    def all_verified(self):
        return all(line.result.state == "verified" for line in self.lines)

    @property
    def ready_count(self):
        return sum(not line.missing for line in self.lines)

    def _where(self, line):
        page = next(number for number, lines in enumerate(self.pages, start=1) if line in lines)
        return {"line": line, "page": page, "number": line.number}

    @property
    def whole(self):
        """Every line grouped by content, with the page where it can be changed (0: under review)."""
        forms = [LineForm(line, self.days) for line in self.lines]
        for form in forms:
            form.page = self._where(form.line)["page"] if form.line.is_editable else 0
        return _grouped(forms)

    # What was typed -------------------------------------------------------------------------------------------------

    @property
    def seen(self):
        """{indicator id: edition} as the page showed it; what was not told counts as never seen."""
        return {form.indicator.pk: _edition(self.data.get(form.edition_name)) for form in self.forms}

    @property
    def seen_everywhere(self):
        """The same for the check page, which shows every line."""
        names = {line.indicator.pk: edition_name(line) for line in self.open_lines}
        return {pk: _edition(self.data.get(name)) for pk, name in names.items()}

    def read(self):
        self.answers = {form.indicator.pk: read_line(form, self.today) for form in self.forms}
        return not self.errors

    @property
    def errors(self):
        """[(id of the field, "Chỉ tiêu 4", sentence)] in the order of the page."""
        return [
            (name, f"Chỉ tiêu {form.number}", words) for form in self.forms for name, words in form.errors
        ]

    def evidence_of(self, uid):
        """The file whose button was pressed, when it belongs to a line of this page."""
        found = (each for form in self.forms for each in form.line.evidence if str(each.uid) == uid)
        return next(found, None)

    def form_of(self, number):
        return next((form for form in self.forms if str(form.number) == str(number)), None)

    def add_file_problems(self, problems):
        for form in self.forms:
            form.file.error = problems.get(form.indicator.pk, "")

    def mark_conflicts(self, indicators):
        """Somebody else saved these lines meanwhile: show theirs beside what was typed."""
        for form in self.forms:
            if form.indicator in indicators:
                form.conflict = form.answer_words

    @property
    def lost(self):
        """[(form, what was typed)] of lines that were sent or verified while they were being typed."""
        gone = [form for form in self.locked if self.data is not None and form.edition_name in self.data]
        typed = [[self.data.get(field.name) for field in form.fields.values()] for form in gone]
        return [(form, ", ".join(filter(None, values))) for form, values in zip(gone, typed, strict=True)]


def _pages(lines):
    """Whole contents together, twelve lines at most where a content allows it."""
    pages = []
    for group in _grouped(lines):
        for start in range(0, len(group[1]), MOST_LINES):
            piece = group[1][start : start + MOST_LINES]
            if pages and len(pages[-1]) + len(piece) <= MOST_LINES:
                pages[-1].extend(piece)
            else:
                pages.append(list(piece))
    return pages


def _grouped(rows):
    """[(content or None, rows)] of lines or their forms, in the order of the plan."""
    groups = []
    for row in rows:
        content = row.indicator.content
        if not groups or groups[-1][0] != content:
            groups.append((content, []))
        groups[-1][1].append(row)
    return groups


def _edition(typed):
    return int(typed) if typed and typed.isdecimal() and len(typed) < 10 else 0
