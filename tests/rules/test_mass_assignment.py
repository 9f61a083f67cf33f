"""Can a form bent by hand write a column that is none of its business (RELIABILITY R7)?"""

import re

from django.db import models

from tests.counts import IS_FULL
from tests.rules.attack_world import *  # noqa: F403
from tests.rules.attack_world import differences, every_form, everything, tables, undone

# Different in every run: random names, seals over them, and keys, which PostgreSQL never gives out twice.
RANDOM = {
    "uid",
    "hash",
    "previous_hash",
    "stored_as",
    "id",
    "content_hash",
    "code",
    "subject",
    "seal",
    "content",
}
RANDOM_WORDS = re.compile(r"GUTD-[-0-9A-Z]+|[0-9a-f]{64}")


def forbidden():
    """{column: a value that would be harm}: every column of every table of ours, by its name and with `_id`."""
    found = {}
    for model in tables():
        for column in model._meta.concrete_fields:
            found[column.name] = found[column.attname] = _harm(column)
    return found


def _harm(column):
    if column.choices:
        return str(list(column.choices)[-1][0])
    match column:
        case models.ForeignKey() | models.OneToOneField():
            row = column.related_model._base_manager.order_by("pk").last()
            return str(row.pk) if row else "1"
        case models.BooleanField():
            return "on"
        case models.DateTimeField():
            return "1999-09-09 09:09:09"
        case models.DateField():
            return "1999-09-09"
        case models.IntegerField():
            return "987654"
        case models.UUIDField():
            return "eeeeeeee-eeee-4eee-8eee-eeeeeeeeeeee"
    return "EVIL"


def columns_of_keys():
    """Columns that hold a key: of rows made in the attack itself they differ from run to run."""
    return {
        f.attname
        for model in tables()
        for f in model._meta.concrete_fields
        if f.is_relation and not f.remote_field.model._meta.label.endswith("User")
    }


def test_no_form_writes_a_column_that_is_not_its_own(wide_world):
    harm, without = forbidden(), RANDOM | columns_of_keys()
    states = {"state": "approved"}, {"state": "verified"}, {"state": "signed"}, {"state": "running"}
    wrong, sent = [], 0
    for client, page, form in every_form(wide_world):
        if form.method != "POST":
            continue
        own = {name for name, _ in form.values} | set(form.typed) | {name for name, _ in form.buttons}
        extra = {name: value for name, value in harm.items() if name not in own}
        bent = [extra | more for more in (({},) if "state" in own else states)]
        for path in form.paths:
            plain = after(client, form, form.filled(), path, without)
            for each in bent if IS_FULL else [bent[sent % len(bent)]]:
                sent += 1
                changed = after(client, form, form.filled(each), path, without)
                if changed != plain:
                    wrong.append((page, path, plain[0], changed[0], differences(plain[1], changed[1])))
    assert wrong == []
    assert sent > 40


def after(client, form, data, path, without):
    """(status, what stands in the database) after the form was sent; then it is taken back."""
    found = {}

    def act(client):
        response = form.send(client, data, path)
        rows = everything(without)
        found.update({table: [RANDOM_WORDS.sub("…", row) for row in rows[table]] for table in rows})
        return response

    return undone(act, client).status_code, found
