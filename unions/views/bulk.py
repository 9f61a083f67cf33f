"""What can be done with several ticked bodies at once? Addresses that take ?don-vi=CODE&don-vi=CODE."""

from django.urls import NoReverseMatch, reverse

from unions.roles import ABILITIES, Ability

# (label, drawing, address, right at one's own body or below it)
ACTS = [
    ("Mời người phụ trách", "phone", "people_invite", Ability.APPOINT),
    ("Bàn giao cho đơn vị khác", "share", "change_transfer", Ability.PLACE),
]


def acts_on_bodies(access):
    """[{label, icon, url}] of what this person may start; most need a right that reaches below one's own body."""
    found = []
    for label, icon, name, ability in ACTS:
        if not holds_somewhere(access, ability):
            continue
        try:
            found.append({"label": label, "icon": icon, "url": reverse(name)})
        except NoReverseMatch:
            continue
    return found


def holds_somewhere(access, ability):
    return any(ability in ABILITIES[mandate.role] for mandate in access.mandates)
