"""Does the table of rights say what DOMAIN §1 and §8 say?"""

import pytest

from unions.roles import ABILITIES, HOLDERS, Ability, Reach, Role


def test_every_role_has_its_row_and_reads():
    assert set(ABILITIES) == set(Role)
    assert all(ABILITIES[role][Ability.READ] == Reach.BOTH for role in Role)


def test_every_ability_is_held_by_somebody_and_named():
    held = {ability for rights in ABILITIES.values() for ability in rights}
    assert held == set(Ability) == set(HOLDERS)
    assert all(HOLDERS[ability] for ability in Ability)


@pytest.mark.parametrize("ability", [Ability.APPROVE, Ability.VERIFY, Ability.ENTER_FOR, Ability.ASSIGN])
def test_nobody_reviews_or_fills_in_for_their_own_body(ability):
    reaches = {rights[ability] for rights in ABILITIES.values() if ability in rights}
    assert reaches == {Reach.BELOW}


@pytest.mark.parametrize(
    "ability", [Ability.SIGN, Ability.DECLARE, Ability.REGISTER, Ability.PLAN, Ability.LAUNCH]
)
def test_promises_and_plans_are_made_in_ones_own_name(ability):
    reaches = {rights[ability] for rights in ABILITIES.values() if ability in rights}
    assert reaches == {Reach.OWN}


def test_who_only_reads_changes_nothing():
    assert set(ABILITIES[Role.CLERK]) == {Ability.READ}
    assert set(ABILITIES[Role.AUDITOR]) == {Ability.READ, Ability.SUMMARISE, Ability.AUDIT}
    chair = set(ABILITIES[Role.CHAIR])
    assert chair == {Ability.READ, Ability.REGISTER, Ability.SIGN, Ability.DECLARE}


def test_labels_are_vietnamese():
    assert [role.label for role in Role] == [
        "Chủ tịch công đoàn cơ sở", "Chuyên viên", "Lãnh đạo", "Văn thư", "Ủy ban Kiểm tra", "Quản trị",
    ]  # fmt: skip
