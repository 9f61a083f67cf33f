"""Does anything of a campaign exist for somebody outside its tree?"""

import json

import pytest

from config.demo.people import PASSWORD
from tests.journeys.door import sign_in

OWN = "chuyenvien.tinhbien"
# Acts that the running campaign does not stand open for: they have no page now, not even for its own officer.
NOT_NOW = {
    "GET campaign_discard",
    "GET campaign_propose",
    "GET campaign_reopen",
    "GET campaign_send_back",
    "GET evidence_add",
    "GET grant_confirm",
    "GET phase_reopen",
    # A person's own things, of which the demo has none.
    "GET invite_check",
    "GET invite_slips",
    "GET mfa_remove",
    "GET mfa_rename",
    "GET plan_confirm",
}


@pytest.fixture(scope="module")
def demo(stack):
    """The demo's world; returns (addresses, accounts)."""
    stack.manage("seed_demo", "--verbosity", "0")
    listed = stack.manage(
        "shell", "--verbosity", "0", "-c", "from tests.journeys.addresses import show; show()"
    )
    return json.loads(listed.strip().splitlines()[-1])


def answers(page, addresses):
    """{name: status of each method} for a signed-in person, with the token that forms would send."""
    cookies = {cookie["name"]: cookie["value"] for cookie in page.context.cookies()}
    headers = {"Referer": page.url, "X-CSRFToken": cookies["csrftoken"]}
    found = {}
    for name, path, methods in addresses:
        for method in methods:
            answer = page.request.fetch(path, method=method, headers=headers, max_redirects=0, form={})
            found[f"{method} {name}"] = answer.status
    return found


def accounts_below(stack, campaign_code):
    """Usernames of the organiser's office and of the unions below it, top first."""
    listed = stack.manage(
        "shell",
        "--verbosity",
        "0",
        "-c",
        f"from tests.journeys.addresses import accounts; accounts('{campaign_code}')",
    )
    return json.loads(listed.strip().splitlines()[-1])


def test_an_officer_and_a_chair_of_another_tree_get_404_everywhere(stack, demo, new_page):
    strangers = accounts_below(stack, "thanh-tri-2021")
    assert len(demo) >= 30
    for username in (strangers[0], strangers[-1]):
        page = new_page(1280)
        sign_in(page, username, PASSWORD)
        found = answers(page, demo)
        assert {name: status for name, status in found.items() if status != 404} == {}, username


def test_the_same_addresses_exist_for_their_own_officer(stack, demo, new_page):
    page = new_page(1280)
    sign_in(page, OWN, PASSWORD)
    reading = [[name, path, ["GET"]] for name, path, methods in demo if "GET" in methods]
    found = answers(page, reading)
    assert {name for name, status in found.items() if status == 404} == NOT_NOW, found
