"""Pages on which somebody comes into a post, leaves it, hands it over or lets another act in it for a time."""

from functools import partial

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render

from unions import appointing, clock, delegating, duties, granting, welcoming
from unions.answering import answer, sent
from unions.contacts import heads_of
from unions.errors import NotAllowed
from unions.models import Mandate, UnionBody
from unions.people import has_ended
from unions.person_forms import AppointForm, DelegateForm, EndForm, HandOverForm
from unions.person_picking import PersonPick
from unions.person_portrait import may_take
from unions.roles import HOLDERS, Ability
from unions.stepping_up import ask_first, typed_before
from unions.views.people_pages import person_page, seen_person
from unions.web import page, typed_words

LOOK_UP = "tim"
FOUND = 20


@page("GET")
def person_place(request, uid):
    """At which body is this person to take a post? From there the page of `person_appoint` goes on."""
    words = typed_words(request)
    bodies = UnionBody.objects.visible_to(request.access).internal().filter(state=UnionBody.State.ACTIVE)
    found = bodies.matching(words).select_related("kind", "parent").in_order()[: FOUND + 1]
    open_to = [body for body in found if granting.grantable(request.access, body)]
    context = {"person": seen_person(request, uid), "words": words, "bodies": open_to[:FOUND]}
    return render(request, "unions/person_place.html", context | {"is_more": len(open_to) > FOUND})


@page("GET", "POST")
def person_appoint(request, code):
    bodies = UnionBody.objects.visible_to(request.access).select_related("kind", "parent")
    body, today = get_object_or_404(bodies, code=code), clock.today()
    request.access.require(Ability.APPOINT, body)
    roles = granting.grantable(request.access, body)
    if not roles:
        raise NotAllowed(f"Việc này dành cho {HOLDERS[Ability.APPOINT]} ({body.label}).")
    if asked := ask_first(request):
        return asked
    pick = PersonPick(request.access, without=[request.user])
    first = {"on": today, "chosen": request.GET.get("nguoi", "")}
    form = _form(request, partial(AppointForm, pick=pick, roles=roles, year=today.year), first)

    def act(by, at):
        on = form.cleaned_data["on"]
        return _welcomed(welcoming.appoint, form, body=body, by=by, at=at, on=on, **form.columns())

    context = {
        "body": body,
        "head": heads_of([body], today).get(body.pk),
        "needs_second": body.kind.needs_second,
    }
    return _answer(request, "unions/person_appoint.html", form, act, "Đã ghi chức vụ.", context)


@page("GET", "POST")
def person_hand_over(request, uid):
    mandate, today = _mandate(request, uid), clock.today()
    granting.require_over(mandate, request.access)
    if asked := ask_first(request):
        return asked
    pick = PersonPick(request.access, without=[mandate.user, request.user])
    first = {"on": today, "post": mandate.post}
    form = _form(request, partial(HandOverForm, pick=pick, year=today.year), first)

    def act(by, at):
        return _welcomed(welcoming.hand_over, form, mandate, by=by, at=at, **form.columns())

    context = _context(mandate, today)
    return _answer(request, "unions/person_hand_over.html", form, act, "Đã ghi bàn giao.", context)


@page("GET", "POST")
def person_delegate(request, uid):
    mandate, today = _mandate(request, uid), clock.today()
    if mandate not in request.access.mandates:
        granting.require_over(mandate, request.access)
    if asked := ask_first(request):
        return asked
    pick = PersonPick(request.access, without=[mandate.user, request.user])
    may_enrol = may_take(request.access, mandate)
    make = partial(DelegateForm, pick=pick, may_enrol=may_enrol, year=today.year)
    form = _form(request, make, {"on": max(today, mandate.from_on)})

    def act(by, at):
        return _welcomed(welcoming.delegate, form, mandate, by=by, at=at, **form.columns())

    context = _context(mandate, today)
    return _answer(request, "unions/person_delegate.html", form, act, "Đã ghi ủy quyền.", context)


@page("GET", "POST")
def person_relieve(request, uid):
    """End a post from a day on; of a delegation: recall it."""
    mandate, today = _mandate(request, uid), clock.today()
    source = mandate.delegation_of
    if source is None or source not in request.access.mandates:
        granting.require_over(mandate, request.access)
    if has_ended(mandate, today):
        messages.info(request, f"{mandate.user.full_name} đã thôi {mandate.post}.")
        return redirect(person_page(mandate))
    form = EndForm(sent(request), initial={"on": today}, year=today.year)
    end = delegating.recall if source else appointing.relieve

    def act(by, at):
        return end(mandate, by=by, at=at, **form.cleaned_data)

    done = "Đã thu hồi ủy quyền." if source else "Đã ghi thôi giữ chức."
    context = _context(mandate, today)
    return answer(request, "unions/person_relieve.html", form, act, done, context, person_page)


def _mandate(request, uid):
    related = ("user", "body__kind", "body__parent", "delegation_of__user", "delegation_of__body")
    rows = Mandate.objects.visible_to(request.access).meant().select_related(*related)
    return get_object_or_404(rows, uid=uid)


def _context(mandate, today):
    """What is open at the body, before its post changes hands."""
    return {"mandate": mandate, "body": mandate.body, "duties": duties.duties_of(mandate.body, today)}


def _form(request, make, first):
    """The form as it was sent; as it was typed and unjudged while people are looked up; else as it begins."""
    typed = typed_before(request) or sent(request)
    if typed is None:
        return make(None, initial=first).look_up()
    if typed.get("buoc") == LOOK_UP:
        return make(None, initial=typed.dict()).look_up()
    return make(typed)


def _welcomed(act, form, *arguments, **columns):
    """Do it for whom the form names; who may be the same person already stands on the page then."""
    who = form.cleaned_data["who"]
    try:
        return act(*arguments, who, is_other=form.is_other, **columns)
    except welcoming.PerhapsKnown as problem:
        form.show_twins(problem.data["twins"])
        raise


def _answer(request, template, form, act, done, context):
    if request.method == "POST" and not form.is_bound:
        context |= {"form": form, "refusal": "", "problems": [], "has_errors": False}
        return render(request, template, context)
    return answer(request, template, form, act, done, context, person_page)
