"""Which rows and acts does a mandate open (DESIGN §5)?"""

import pytest

from unions.errors import NotAllowed, OutOfScope
from unions.models import UnionBody
from unions.roles import Ability


def test_officer_oversees_the_subtree_and_nothing_beside_it(upper_union, grassroots, stranger, officer_of):
    seen = UnionBody.objects.visible_to(officer_of(upper_union))
    assert set(seen) == {upper_union, grassroots}


def test_require_answers_404_outside_and_403_inside(upper_union, grassroots, stranger, officer_of, chair_of):
    with pytest.raises(OutOfScope):
        officer_of(stranger).require(Ability.APPROVE, grassroots)
    with pytest.raises(NotAllowed):
        chair_of(grassroots).require(Ability.APPROVE, grassroots)
    assert officer_of(upper_union).require(Ability.APPROVE, grassroots).body == upper_union
