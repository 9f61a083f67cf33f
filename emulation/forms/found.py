"""What does the confirm page show of a plan that was read, and what did the person make of it?"""

from types import SimpleNamespace
from urllib.parse import parse_qsl, urlencode

from emulation import wording
from emulation.forms import found_merge, found_names, rows
from emulation.forms.choosing import PlanChoices
from emulation.forms.fields import DayField, moment_of
from emulation.forms.found_rows import add_content, add_indicator, add_phase
from emulation.forms.grid import PlanGrid, more_of
from emulation.forms.indicators import MAIN
from emulation.forms.information import InformationForm
from emulation.forms.phases import PhaseTable
from emulation.indicator_kinds import Kind
from emulation.models import Campaign, ScopeRule
from emulation.plan_lines import Lines
from emulation.plan_taking import Choices
from emulation.planreading.reading import read_plan
from unions.outside import outside_of
from unions.vietnamese import fold
from unions.web import typed_number

VERBS = {"copy", "open", "close", "part"}


class FoundForm(InformationForm):
    """What step 1 asks, as far as a plan says it; the rules of the campaign keep their defaults until then."""

    needed = {name: InformationForm.needed[name] for name in ("name", "year", "phase_word")}
    saved = ("name", "year", "plan_number", "plan_on", "theme", "basis", "phase_word")
    asked = (*saved, "addressee", "due_on", "due_hour")  # what of step 1 stands on the confirm page
    summary_text = late_policy = unregistered_policy = strict_over = agree_when_taken = has_pledge = None

    def columns(self):
        cleaned = self.cleaned_data
        names = [*self.saved, *(["addressee"] if "addressee" in self.fields else [])]
        due_at = moment_of(cleaned["due_on"], cleaned["due_hour"])
        return {**{name: cleaned[name] for name in names}, "registration_due_at": due_at}


def is_kept(data, key):
    return bool(data.get(f"{key}-keep"))


class FoundPhases(PhaseTable):
    """Phases of the plan; those whose tick was taken away are shown and not taken."""

    @property
    def filled(self):
        return [row for row in super().filled if is_kept(self.data, row.key)]

    def columns(self):
        return [row.columns(number, {}) for number, row in enumerate(self.filled, start=1)]


class FoundGrid(PlanGrid):
    """Contents and indicators of the plan, likewise."""

    @property
    def filled(self):
        return [row for row in super().filled if is_kept(self.data, row.key)]

    def _kept_contents(self):
        return [content for content in super()._kept_contents() if is_kept(self.data, content.key)]

    def _open(self, key):
        self.opened, self.focus = {key}, key


class Found:
    """Everything of one plan. With `data` it is what was typed, else what was read."""

    def __init__(self, kept, data=None):
        self.kept, self.draft = kept, read_plan(kept.text)
        self.choices = PlanChoices(kept.organiser)
        self.sectors = {each.code: each for each in self.choices.all_sectors}
        self.movements = found_names.movements_named(self.draft.movements, self.choices.all_movements)
        self.titles = found_names.titles_named(self.draft.titles, self.choices.all_titles)
        self.placed = {}  # id of a deadline → where it went, in words
        self._doubts = []
        typed = self._typed()
        self.data = typed if data is None else unpacked(data.copy())
        self.form = FoundForm(self.data, organisers=[kept.organiser])
        year = typed_number(self.data.get("year"), self.draft.year or 0)
        self.phase_word = self.data.get("phase_word") or "giai đoạn"
        campaign = Campaign(organiser=kept.organiser, year=year, phase_word=self.phase_word)
        self.phases = FoundPhases(self.data, campaign)
        self.grid = FoundGrid(self.data, campaign, self.choices)
        self.asked = {"row", *self.grid.whole.fields, *set(FoundForm.asked) & set(self.form.fields)}

    # From the draft -------------------------------------------------------------------------------------------------

    def _typed(self):
        data, draft = rows.blank(), self.draft
        word = "đợt" if any(fold(each.label).startswith("dot") for each in draft.phases) else "giai đoạn"
        data.update(self._information() | {"phase_word": word})
        keys = [add_phase(data, phase, word) for phase in draft.phases]
        self._place_deadlines(data, keys)
        for place, key in enumerate(keys):
            data[f"{key}-src"] = str(place)
        self._add_doing(data)
        data.setlist("movements", [str(each.pk) for _, each in self.movements if each])
        data["new_movements"] = "\n".join(name for name, each in self.movements if not each)
        data.setlist("titles", list(dict.fromkeys(str(each.pk) for _, each in self.titles if each)))
        for key in rows.keys_of(data):
            data[f"{key}-keep"] = "on"
        return data

    def _information(self):
        draft, day = self.draft, DayField().prepare_value
        due = found_names.registration_deadline(draft.deadlines)
        if due:
            self.placed[id(due)] = "hạn đăng ký"
        return {
            "name": _capital(draft.title or ""),
            "year": str(draft.year or ""),
            "plan_number": draft.document.number or "",
            "plan_on": day(draft.document.date) or "",
            "theme": draft.theme or "",
            "basis": "\n".join(draft.document.basis),
            "due_on": (day(due.on) if due else "") or "",
            "addressee": self._addressee() or "",
        }

    def _addressee(self):
        said = self.draft.document.addressee
        near = outside_of([self.kept.organiser]) if said else []
        return next((each.code for each in near if found_names.is_nearly(each.name, said)), None)

    def _place_deadlines(self, data, keys):
        for deadline in self.draft.deadlines:
            place = found_names.report_phase(deadline, self.draft.phases)
            if place is None or id(deadline) in self.placed or data.get(f"{keys[place]}-report_on"):
                continue
            data[f"{keys[place]}-report_on"] = DayField().prepare_value(deadline.on)
            self.placed[id(deadline)] = f"hạn báo cáo, {self.draft.phases[place].label}"

    def _add_doing(self, data):
        """Indicators stand under the content of whose words they are part, the others before the first content."""
        draft = self.draft
        own = [
            next((place for place, each in enumerate(draft.contents) if aim.source in each.source), None)
            for aim in draft.indicators
        ]
        self._doubts = [[] for _ in draft.indicators]
        for content in (None, *range(len(draft.contents))):
            if content is not None:
                key = add_content(data, draft.contents[content], self.sectors)
                data[f"{key}-src"] = str(content)
            for place, aim in enumerate(draft.indicators):
                if own[place] == content:
                    key, self._doubts[place] = add_indicator(data, aim, self.sectors)
                    data[f"{key}-src"] = str(place)

    # What the person does -------------------------------------------------------------------------------------------

    def change(self, verb, key):
        """Do what a button beside an indicator asks for; False when it asks to take the draft."""
        if verb == "merge":
            found_merge.merge(self.data, key)
            self.grid._read()
            return True
        return verb in VERBS and self.grid.change(verb, key)

    def is_valid(self):
        answers = [
            part.is_valid() for part in (self.form, self.phases, self.grid)
        ]  # each marks its own inputs
        return all(answers)

    def problems(self):
        return [*self.form.problems(), *self.phases.problems(), *self.grid.problems()]

    def chosen(self):
        """What `plan_taking.take` writes."""
        whole = self.grid.whole.cleaned_data
        return Choices(
            information=self.form.columns(),
            phases=self.phases.columns(),
            contents=self.grid.content_rows(),
            indicators=self.grid.columns(),
            movements=self.choices.movements_of(whole["movements"]),
            new_movements=self.grid.whole.names(),
            titles=self.choices.titles_of(whole["titles"]),
        )

    # For the page ---------------------------------------------------------------------------------------------------

    def dress(self):
        """Give every row its sentence, its line, its doubts and the echo in words; ask `is_valid` before."""
        lines, draft = Lines(self.kept.text), self.draft
        self.lines = lines.texts
        for row in self.phases.rows:
            self._dress(row, draft.phases, lines)
        for row in lines.back() and self.grid.contents:
            self._dress(row, draft.contents, lines)
            pairs = [(name, self.data.getlist(f"{row.key}-{name}")) for name in ("label", "sectors", "src")]
            row.all = urlencode(pairs, doseq=True)
        lines.back()
        for row in self.grid.indicators:
            self._dress(row, draft.indicators, lines)
            self._echo(row)
        dressed = [*self.phases.rows, *self.grid.contents, *self.grid.indicators]
        self.read_lines = {row.line for row in dressed}
        self.first = [row for row in self.grid.indicators if row.is_doubtful]
        self.rest = [row for row in self.grid.indicators if not row.is_doubtful]
        self.unplaced = [(sentence, lines.back().of(sentence)) for sentence in draft.unplaced]
        return self

    def _dress(self, row, items, lines):
        place = typed_number(self.data.get(f"{row.key}-src"))
        item = items[place] if place is not None and place < len(items) else None
        row.src, row.is_kept = self.data.get(f"{row.key}-src", ""), is_kept(self.data, row.key)
        row.source = item.source if item else ""
        row.line = lines.of(row.source) if item else None

    def _echo(self, row):
        place = typed_number(row.src)
        is_known = place is not None and place < len(self._doubts)
        is_right = row.is_blank or row.is_valid()
        row.doubts = self._doubts[place] if is_known else []
        row.is_doubtful = bool(row.doubts) or (row.is_kept and not is_right)
        row.is_edited = row.is_open or (row.is_kept and not is_right)
        row.more = _without(more_of(row), "keep")
        row.all = packed(row)
        row.echo = said(row) if is_right and not row.is_blank else None

    @property
    def keys(self):
        return rows.keys_of(self.data)

    @property
    def warnings(self):
        found = list(self.draft.warnings)
        said_by, organiser = self.draft.organiser, self.kept.organiser
        if said_by and not found_names.is_same_union(said_by, organiser):
            found.insert(0, f"Kế hoạch của “{said_by}”; bản nháp sẽ lập cho {organiser.label}.")
        return [*self.kept.notes, *found]

    @property
    def deadlines(self):
        return [(each, self.placed.get(id(each), "")) for each in self.draft.deadlines]

    @property
    def told(self):
        """[(what, texts)] of what the plan says and a draft has no place for."""
        draft = self.draft
        rows_of = [
            ("Chủ đề của cấp trên", draft.themes_above),
            ("Nơi nhận", draft.recipients),
            ("Người ký", [draft.signer] if draft.signer else []),
        ]
        return [(what, texts) for what, texts in rows_of if texts]


# Rows that are not being put right travel in one hidden input, so that long plans stay far below a thousand inputs.


def packed(row):
    main = [(name, row.data.get(f"{row.key}-{name}", "")) for name in MAIN]
    return "&".join(filter(None, [urlencode([pair for pair in main if pair[1]]), row.more]))


def unpacked(data):
    if "rows" in data:
        rows.set_keys(data, data.pop("rows")[-1].split(","))
    for key in rows.keys_of(data):
        for name, value in parse_qsl(data.get(f"{key}-all", "")):
            data.appendlist(f"{key}-{name}", value)
        data.pop(f"{key}-all", None)
    return data


def _without(encoded, name):
    return urlencode([pair for pair in parse_qsl(encoded) if pair[0] != name])


def _capital(text):
    return text[:1].upper() + text[1:]


def said(row):
    """The indicator in words as it would be kept: kind, aim, whom it concerns, of what, parts, due day."""
    columns = row.columns(1, None, None)
    rules = [ScopeRule(**rule) for rule in columns["scope"]]
    aim = SimpleNamespace(**columns | {"scope_rules": SimpleNamespace(all=lambda: rules)})
    return {
        "kind": Kind(columns["kind"]).label,
        "aim": wording.aim(aim),
        "of": columns["denominator_note"],
        "scope": wording.scope(aim),
        "parts": [part["statement"] for part in columns["parts"]],
        "due": columns["due_on"],
    }
