"""Which standing movement is meant by a name in a plan, and how does a new one enter the list?"""

from django.db import transaction
from django.utils.text import slugify

from emulation.models import Movement
from unions.recording import record
from unions.roles import Ability
from unions.vietnamese import fold, nfc

LONGEST = 240
QUOTES = "“”\"'"


@transaction.atomic
def name_movements(organiser, names, *, by, at, topic=""):
    """The movements of these names: known ones by name or alias, whatever their marks and quotes; others are added."""
    by.require(Ability.PLAN, organiser)
    known = {fold(name): each for each in Movement.objects.all() for name in (each.name, *each.aliases)}
    found = []
    for name in names:
        name = nfc(name).strip().strip(QUOTES).strip()[:LONGEST]
        plain = fold(name)
        if not plain:
            continue
        if plain not in known:
            known[plain] = _add(name, organiser, by, at, topic)
        found.append(known[plain])
    return list(dict.fromkeys(found))


def _add(name, organiser, by, at, topic):
    movement = Movement.objects.create(code=_free_code(name), name=name)
    sentence = f"{by.name} thêm phong trào, cuộc vận động “{name}” vào danh sách chung."
    record("naming.name_movements", sentence, by=by, at=at, subject=movement, body=organiser, topic=topic)
    return movement


def _free_code(name):
    stem = slugify(fold(name))[:50].strip("-") or "phong-trao"
    taken = set(Movement.objects.filter(code__startswith=stem).values_list("code", flat=True))
    tries = (stem if number == 1 else f"{stem}-{number}" for number in range(1, len(taken) + 2))
    return next(code for code in tries if code not in taken)
