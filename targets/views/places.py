"""Which unit and which phase does an address mean, for this person?"""

from django.http import Http404

from emulation.models import Phase
from targets.result_lines import unit_and_phase


def place_of(access, uid, number):
    """(participant, phase); outside the tree they do not exist."""
    try:
        return unit_and_phase(access, uid, number)
    except Phase.DoesNotExist as problem:
        raise Http404 from problem
