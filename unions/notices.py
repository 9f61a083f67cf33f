"""What must a person see at the next page, and have they seen it?"""

from unions.models import Notice

LONGEST = 500


def tell(user, sentence, at):
    """Leave one sentence for a person: it stands above every page until they note it as read."""
    return tell_many([(user, sentence)], at)[0]


def tell_many(pairs, at):
    """Leave sentences: pairs of user and sentence."""
    rows = [Notice(user=user, sentence=_fitting(sentence), at=at) for user, sentence in pairs]
    return Notice.objects.bulk_create(rows, batch_size=500)


def unseen_of(user):
    """Notices this person has not noted as read, newest first."""
    return Notice.objects.filter(user=user, seen_at__isnull=True).order_by("-at", "-pk")


def note_seen(user, at, only=None):
    """Note as read: all, or `only` those with these ids (what came in meanwhile stays)."""
    rows = unseen_of(user)
    if only is not None:
        rows = rows.filter(pk__in=only)
    return rows.update(seen_at=at)


def _fitting(sentence):
    return sentence if len(sentence) <= LONGEST else f"{sentence[: LONGEST - 1]}…"
