"""May a campaign be changed now, and does it stay so until the change is done?"""

from emulation.lifecycle import DRAFT, RUNNING
from emulation.models import Campaign
from unions.errors import ChangedMeanwhile
from unions.lifecycle import WrongState


def hold_draft(campaign):
    """Lock the campaign until the end of the transaction; only a draft may be changed."""
    now = _locked(campaign)
    if now.state != campaign.state:
        raise ChangedMeanwhile
    if now.state != DRAFT:
        label = now.get_state_display().lower()
        raise WrongState(f"Phong trào {label} nên kế hoạch không sửa được nữa.")


def hold_running(campaign, otherwise):
    """Lock the campaign until the end of the transaction; `otherwise` says what cannot be done unless it runs."""
    now = _locked(campaign)
    if now.state != RUNNING:
        raise WrongState(f"Phong trào đang ở trạng thái “{now.get_state_display()}” nên {otherwise}.")


def _locked(campaign):
    return Campaign.objects.select_for_update(of=("self",), no_key=True).get(pk=campaign.pk)
