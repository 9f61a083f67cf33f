"""Which addresses bear a campaign, a body, a registration, a pledge, a result, a report or a file of the demo?

Run through `manage.py shell`; prints [[name, path, methods], …] as JSON, one for every address of the site that has
an argument, filled with a row of S0.
"""

import json

from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import URLPattern, get_resolver, reverse

from emulation.models import Campaign
from reports.models import SummaryReport
from targets.models import Evidence, Pledge, Registration
from unions import bringing, clock
from unions.access import SystemAccess
from unions.models import Bloc, Mandate, TreeChange

CODE = "tinh-bien-2021"


def show():
    campaign = Campaign.objects.get(code=CODE)
    participant = campaign.participants.order_by("pk").first()
    rows = {
        "campaign": campaign.uid,
        "participant": participant.uid,
        "registration": Registration.objects.filter(participant__campaign=campaign).order_by("pk")[0].uid,
        "pledge": Pledge.objects.filter(campaign=campaign).order_by("pk")[0].uid,
        "evidence": Evidence.objects.filter(participant__campaign=campaign).order_by("pk")[0].uid,
        "report": SummaryReport.objects.filter(campaign=campaign, state="ready").order_by("pk")[0].uid,
        "bloc": Bloc.objects.filter(owner=campaign.organiser).order_by("year", "number")[0].uid,
        "change": TreeChange.objects.filter(kind=TreeChange.Kind.END).order_by("pk")[0].uid,
        "code": participant.body.code,
        "import": _import(campaign.organiser),
        "person": _chair(participant.body).user.uid,
        "mandate": _chair(participant.body).uid,
    }
    print(json.dumps([_filled(pattern, rows) for pattern in _patterns(get_resolver())]))


def _import(under):
    """A file of units that waits for its columns to be matched; brought in here, no demo has one."""
    by = SystemAccess(clock.today())
    upload = SimpleUploadedFile("don-vi.csv", "Tên CĐCS;Đoàn viên\nCĐCS Trường Lê Lợi;30\n".encode())
    return bringing.receive(under, upload, clock.today(), by=by, at=clock.now()).uid


def _chair(body):
    return body.mandates.select_related("user").filter(role="chair").order_by("pk")[0]


def accounts(campaign_code):
    """Print the usernames of everybody at the organiser of a campaign and below it, top first."""
    organiser = Campaign.objects.get(code=campaign_code).organiser
    held = Mandate.objects.below(organiser).filter(until_on__isnull=True).order_by("body__path", "pk")
    print(json.dumps(list(held.values_list("user__username", flat=True))))


def _patterns(resolver):
    """Every named address with an argument; static files, kinds and sectors are nobody's secret."""
    for each in resolver.url_patterns:
        if not isinstance(each, URLPattern):
            yield from _patterns(each)
        elif each.name and each.pattern.converters and not each.name.startswith(("kind_", "sector_")):
            yield each


def _filled(pattern, rows):
    arguments = {name: _value(pattern, name, rows) for name in pattern.pattern.converters}
    path = reverse(pattern.name, kwargs=arguments)
    return [pattern.name, path, sorted(pattern.callback.methods - {"HEAD"})]


def _value(pattern, name, rows):
    if name in ("phase", "step", "number"):
        return 1
    if name == "code":
        return rows["code"]
    if name == "kind":
        return "ke-hoach" if pattern.name == "campaign_paper" else "doi-ten"
    return rows[_owner(pattern.name)]


def _owner(name):
    """Whose uid stands in the address: told by the name of the route, as in DESIGN §12."""
    if name in ("registration_review", "registration_approve", "registration_return"):
        return "registration"
    if name in ("registration_approve_many", "result_verify_many", "summary_request"):
        return "campaign"
    if name.startswith(("registration_", "result_")) or name == "evidence_add":
        return "participant"
    if name in ("person_relieve", "person_hand_over", "person_delegate"):
        return "mandate"
    for prefix, owner in (
        ("person_", "person"),
        ("grant_", "mandate"),
        ("bloc_", "bloc"),
        ("import_", "import"),
        ("change_", "change"),
        ("pledge_", "pledge"),
        ("evidence_", "evidence"),
        ("summary_", "report"),
    ):
        if name.startswith(prefix):
            return owner
    return "campaign"
