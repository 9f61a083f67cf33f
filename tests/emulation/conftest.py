"""A plan being written by the officer of the district, with three grassroots unions of two sectors."""

import pytest

from tests.factories import BodyFactory
from tests.factories.campaigns import planned_campaign


@pytest.fixture
def school(upper_union, kinds, sectors):
    return BodyFactory(
        code="thcs-le-loi",
        name="CĐCS Trường THCS Lê Lợi",
        kind=kinds["cdcs"],
        parent=upper_union,
        sector=sectors["hcsn"],
    )


@pytest.fixture
def plan(upper_union, officer, grassroots, commune, school):
    """A draft with two phases, one indicator and three participants."""
    return planned_campaign(upper_union, officer, [grassroots, commune, school])
