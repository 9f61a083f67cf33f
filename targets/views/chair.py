"""The home page of a grassroots chair, "Việc của tôi": what is owed, by when, and what comes next?"""

from django.shortcuts import render

from targets.views.todo import cards_of
from unions import clock
from unions.postless import sentence_for


def chair_home(request):
    """Answers "/" for people who are chairs and nothing else; the desk's view decides who they are."""
    access, now = request.access, clock.now()
    context = home_of(cards_of(access, now))
    context["postless"] = "" if access.mandates else sentence_for(request.user, clock.today())
    return render(request, "targets/chair_home.html", context)


def home_of(cards):
    """What a page of cards shows: running and closed campaigns, what came back, whose task is the next."""
    running = [card for card in cards if card.participant.campaign.state == "running"]
    closed = [card for card in cards if card.participant.campaign.state != "running"]
    return {
        "cards": running,
        "closed": closed,
        "returned": [card for card in running if card.returned],
        "returned_reports": [(card, report) for card in running for report in card.returned_reports],
        "blocs": sorted(
            {(c.participant.headed_name, c.participant.headed_uid) for c in cards} - {("", None)}
        ),
        "first": next((card for card in running if card.next_task), None),
    }
