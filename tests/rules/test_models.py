"""Are quantities exact in every table, and does every deed have its time?"""

import pytest
from django.apps import apps
from django.db import models

from tests.rules.sources import APPS

OURS = [model for model in apps.get_models() if model._meta.app_label in APPS]
INEXACT = (models.DecimalField, models.FloatField)  # SQLite keeps both as floating point (DESIGN §9)
# People without a moment of their own: who typed for the unit, who asked (queued_at), who took the chair (on its day).
TIMELESS = {"entered_by", "requested_by", "chaired_by"}


@pytest.mark.parametrize("model", OURS, ids=lambda model: model.__name__)
def test_no_quantity_is_inexact(model):
    assert [field.name for field in model._meta.get_fields() if isinstance(field, INEXACT)] == []


def pairs():
    for model in OURS:
        for field in model._meta.fields:
            if field.name.endswith("_by") and field.name not in TIMELESS:
                yield pytest.param(model, field.name, id=f"{model.__name__}.{field.name}")


@pytest.mark.parametrize(("model", "by"), list(pairs()))
def test_whoever_did_it_did_it_at_a_time(model, by):
    """The time is always there, or a constraint says when it must be."""
    at = model._meta.get_field(f"{by.removesuffix('_by')}_at")
    checks = [
        str(each.condition) for each in model._meta.constraints if isinstance(each, models.CheckConstraint)
    ]
    assert not at.null or any(at.name in check for check in checks)


@pytest.mark.parametrize("model", OURS, ids=lambda model: model.__name__)
def test_related_names_are_written(model):
    """And lower apps never use those of upper ones (DESIGN §3)."""
    relations = [field for field in model._meta.get_fields() if field.many_to_one or field.one_to_one]
    own = [field for field in relations if not field.auto_created]
    assert [field.name for field in own if not field.remote_field.related_name] == []


@pytest.mark.parametrize("model", OURS, ids=lambda model: model.__name__)
def test_refusals_of_the_database_have_a_sentence_or_a_plain_name(model):
    """A constraint that people can meet says in Vietnamese what is wrong; its name is unique and readable."""
    for constraint in model._meta.constraints:
        assert constraint.name == constraint.name.lower()
        assert constraint.violation_error_message
