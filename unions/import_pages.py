"""What do the pages of an import show: its steps, where it stands, its counts, one stretch of its preview?"""

from django.core.paginator import Paginator
from django.db.models import F
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.urls import reverse

from unions.import_forms import places_of
from unions.import_preview import ADDED, CHANGED, DOUBTS, ERRORS, UNCHANGED, number, sentence_of
from unions.jobs import JobState
from unions.models import BodyImport
from unions.placing import require_below
from unions.roles import Ability

PER_PAGE = 50
Step = BodyImport.Step
STEPS = ["Tải tệp lên", "Ghép cột", "Xem kết quả từng ô", "Nhập"]
PAGES = {
    Step.COLUMNS: "import_columns",
    Step.PREVIEW: "import_check",
    Step.TAKING: "import_progress",
    Step.DONE: "import_progress",
}
NUMBERS = {Step.COLUMNS: 2, Step.PREVIEW: 3, Step.TAKING: 4, Step.DONE: 4}
LARGE = ("sheets", "mapping", "answers", "preview")
LOOKS = {Step.COLUMNS: "draft", Step.PREVIEW: "draft", Step.DONE: "approved", Step.TAKING: "running"}
# (code in the address, what is counted, in words under the count)
TABS = [
    (ERRORS, "ô lỗi"),
    (DOUBTS, "dòng phải hỏi"),
    (ADDED, "đơn vị thêm mới"),
    (CHANGED, "đơn vị thay đổi"),
    (UNCHANGED, "đơn vị không đổi"),
]
PARTS = {ERRORS: "errors", DOUBTS: "doubts"}


def placing_of(access):
    """The unions under which this person may bring bodies in; says who may where there are none."""
    places = places_of(access)
    if not places:
        if access.body is None:
            raise Http404
        access.require(Ability.PLACE, access.body)
    return places


def import_of(request, uid):
    """One import of a union in whose tree this person may place bodies."""
    rows = BodyImport.objects.visible_to(request.access).kept()
    row = get_object_or_404(
        rows.select_related("under__kind", "under__parent", "made_by", "queued_by"), uid=uid
    )
    require_below(request.access, Ability.PLACE, row.under)
    return row


def imports_of(access):
    """Imports in sight without their large parts; each carries its counts."""
    rows = BodyImport.objects.visible_to(access).kept().select_related("under", "made_by")
    return rows.defer(*LARGE).annotate(counts=F("preview__counts"))


def told(rows):
    """Rows of the list: the import, its state in words and colour, where it goes on."""
    return [
        {
            "row": row,
            "label": state_of(row),
            "look": LOOKS[row.step],
            "url": page_of(row),
            "said": sentence_of(row.counts) if row.counts else "",
        }
        for row in rows
    ]


def state_of(row):
    if row.step == Step.COLUMNS:
        return "Chờ ghép cột"
    if row.step == Step.PREVIEW:
        return "Chờ xem và nhập"
    if row.step == Step.TAKING:
        return "Đang xếp hàng" if row.state == JobState.QUEUED else "Đang nhập"
    return "Đã nhập"


def page_of(row):
    return reverse(PAGES[row.step], args=[row.uid])


def steps_of(row, now):
    """The four steps: which are done, where one is, which may be gone back to."""
    reached = NUMBERS[row.step] if row else 1
    addresses = {1: "import_list"}
    if row and row.step in (Step.COLUMNS, Step.PREVIEW):
        addresses |= {2: "import_columns", 3: "import_check"}
    return [
        {
            "number": place,
            "label": label,
            "now": place == now,
            "done": (place < reached and place != now)
            or (place == 4 and bool(row) and row.step == Step.DONE),
            "url": _url(addresses, place, row) if place <= reached else "",
        }
        for place, label in enumerate(STEPS, 1)
    ]


def _url(addresses, place, row):
    if place == 1 or place not in addresses:
        return reverse("import_list") if place == 1 else ""
    return reverse(addresses[place], args=[row.uid])


def tabs_of(row, chosen):
    """The counts as the way to each part of the preview."""
    counts = row.preview["counts"]
    return [
        {
            "code": code,
            "label": "dòng đã trả lời" if code == DOUBTS and not counts[code] else label,
            "count": number(counts[code] if code != DOUBTS else len(row.preview["doubts"])),
            "is_on": code == chosen,
            "is_bad": code == ERRORS and counts[code] > 0,
        }
        for code, label in TABS
        if code in (ADDED, CHANGED, UNCHANGED) or counts[code] or (code == DOUBTS and row.preview["doubts"])
    ]


def part_meant(row, typed):
    """The part that was asked for, else the first that needs somebody."""
    found = {code: _rows(row, code) for code, _ in TABS}
    if typed in found:
        return typed
    waiting = row.preview["counts"]
    return next((code for code, _ in TABS if waiting[code]), UNCHANGED)


def stretch_of(row, code, page):
    shown = Paginator(_rows(row, code), PER_PAGE).get_page(page)
    if code == DOUBTS:
        shown.object_list = [
            {**each, "number": number, "chosen": row.answers.get(each["key"], "")}
            for number, each in enumerate(shown.object_list, shown.start_index())
        ]
    return shown


def _rows(row, code):
    if code in PARTS:
        return row.preview[PARTS[code]]
    return [each for each in row.preview["rows"] if each["outcome"] == code]


def typed_answers(row, typed):
    """{key: chosen} of a sent form: radios are numbered as the doubts of the preview are."""
    found = {}
    for place, doubt in enumerate(row.preview.get("doubts", ()), 1):
        if chosen := typed.get(f"chon-{place}"):
            found[doubt["key"]] = chosen
    return found


def unanswered(row):
    return sum(each["key"] not in row.answers for each in row.preview.get("doubts", ()))
