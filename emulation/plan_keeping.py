"""How are the words of a plan kept between their upload and the draft made of them?"""

import re
from datetime import timedelta

from django.db import transaction
from django.http import QueryDict

from emulation import plan_files
from emulation.models import PlanText
from unions.errors import Refusal
from unions.roles import Ability
from unions.vietnamese import readable

KEPT_FOR = timedelta(days=14)
NAME = 200
OF_ROW = re.compile(r"[a-z]\d{1,4}-")


class NoWords(Refusal):
    """Nothing can be read; the sentence says what to do."""


@transaction.atomic
def keep(*, organiser, text="", upload=None, by, at):
    """Keep pasted words or those of a file, for their owner alone; a second tap on the same finds the first one's.

    Older texts of the same person are dropped: they were read long ago.
    """
    by.require(Ability.PLAN, organiser)
    words = _words_of(text, upload)
    PlanText.objects.filter(made_by=by.user, made_at__lt=at - KEPT_FOR).delete()
    same = PlanText.objects.filter(
        made_by=by.user, organiser=organiser, text=words.text, campaign__isnull=True
    )
    return same.first() or PlanText.objects.create(
        organiser=organiser,
        file_name=readable(upload.name)[:NAME] if upload else "",
        text=words.text,
        notes=words.notes,
        made_by=by.user,
        made_at=at,
    )


def remember(kept, data, asked):
    """Keep what was typed on the confirm page, so that it is there again after a reload or on another computer.

    `asked` are the names of its inputs outside rows; what was bent into the form besides is not kept.
    """
    kept.typed = {name: values for name, values in data.lists() if name in asked or OF_ROW.match(name)}
    kept.save(update_fields=["typed"])


def forget(kept):
    """Begin again with what was read."""
    kept.typed = {}
    kept.save(update_fields=["typed"])


def remembered(kept):
    """What `remember` kept, as a form would send it; None where nothing was."""
    if not kept.typed:
        return None
    data = QueryDict(mutable=True)
    for name, values in kept.typed.items():
        data.setlist(name, values)
    return data


def _words_of(text, upload):
    try:
        if upload is None:
            return plan_files.from_paste(text)
        if upload.size > plan_files.LARGEST:
            raise plan_files.Unsafe(plan_files.TOO_BIG)
        return plan_files.from_file(upload.read(), upload.name)
    except plan_files.Unsafe as problem:
        raise NoWords(str(problem)) from problem
