"""Are dates and numbers read and written as in Vietnam (RELIABILITY K1, K2)?"""

from datetime import date

import pytest
from django import forms
from django.conf import settings
from django.template import Context, Template
from django.utils.formats import get_format

AMERICAN = {"%m/%d/%Y", "%m/%d/%y", "%m-%d-%Y", "%m.%d.%Y", "%b %d %Y"}


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("03/02/2021", date(2021, 2, 3)),
        ("3/2/2021", date(2021, 2, 3)),
        ("22/02/2021", date(2021, 2, 22)),
        ("22-02-2021", date(2021, 2, 22)),
        ("22.02.2021", date(2021, 2, 22)),
        ("2021-02-22", date(2021, 2, 22)),
    ],
)
def test_date_is_read_with_the_day_first(typed, read):
    assert forms.DateField().clean(typed) == read


@pytest.mark.parametrize("typed", ["02/22/2021", "12/31/2021", "31/02/2021"])
def test_date_is_refused_where_only_an_american_or_nobody_would_accept_it(typed):
    with pytest.raises(forms.ValidationError):
        forms.DateField().clean(typed)


@pytest.mark.parametrize("name", ["DATE_INPUT_FORMATS", "DATETIME_INPUT_FORMATS"])
def test_input_formats_never_start_with_the_month(name):
    found = get_format(name)
    assert found[0].startswith("%d/%m/%Y")
    assert not [each for each in found if each.startswith(("%m", "%b", "%B"))]
    assert AMERICAN.isdisjoint(found)


def test_ids_in_templates_are_not_grouped():
    assert settings.USE_THOUSAND_SEPARATOR is False
    assert Template("{{ number }}").render(Context({"number": 1234567})) == "1234567"


def test_dates_in_templates_are_written_with_the_day_first():
    assert Template("{{ day }}").render(Context({"day": date(2021, 3, 2)})) == "02/03/2021"
