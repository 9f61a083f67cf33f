"""One person: posts, contacts, account, what was done about them; and the correction of their name and contacts."""

from django.shortcuts import get_object_or_404, render
from django.urls import NoReverseMatch, reverse

from unions import admitting, clock, people
from unions.answering import answer, sent
from unions.models import User
from unions.person_forms import ContactForm
from unions.person_portrait import PersonPortrait
from unions.web import page

# What other parts of the app show of a person; the address takes the uid.
SLOTS = ("person_signed",)


@page("GET")
def person_detail(request, uid):
    user = seen_person(request, uid)
    portrait = PersonPortrait(user, request.access, request.received_at, clock.today())
    context = {"person": user, "portrait": portrait, "slots": _slots(user)}
    return render(request, "unions/person_detail.html", context)


@page("GET", "POST")
def person_revise(request, uid):
    user = seen_person(request, uid)
    admitting.require_over_all([user], request.access)
    first = {"full_name": user.full_name, "phone": user.phone, "email": user.email}
    form = ContactForm(sent(request), initial=first)

    def act(by, at):
        return people.revise(user, by=by, at=at, **form.cleaned_data)

    return answer(
        request, "unions/person_revise.html", form, act, "Đã sửa thông tin.", {"person": user}, person_page
    )


def seen_person(request, uid):
    """A person in one's sight; else they do not exist."""
    return get_object_or_404(User.objects.visible_to(request.access), uid=uid)


def person_page(row):
    """Where one goes after an act: the page of the person, or of whoever holds the post."""
    return reverse("person_detail", args=[getattr(row, "user", row).uid])


def _slots(user):
    found = []
    for name in SLOTS:
        try:
            found.append(reverse(name, args=[user.uid]))
        except NoReverseMatch:
            continue
    return found
