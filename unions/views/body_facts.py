"""Figures of a body: all of them with their history; a new one shows its effect before it is saved."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render

from unions import clock, stating
from unions.body_facts import facts_by_code
from unions.fact_effects import effects_of
from unions.fact_forms import FactForm
from unions.models import UnionBody
from unions.roles import Ability
from unions.web import page


@page("GET", "POST")
def body_facts(request, code):
    """GET shows, POST checks, POST with “luu” saves what was checked."""
    bodies = UnionBody.objects.visible_to(request.access).select_related("kind", "parent")
    body = get_object_or_404(bodies, code=code)
    if request.method == "GET":
        return _page(
            request, body, FactForm(today=clock.today(), initial={"code": request.GET.get("so-lieu")})
        )
    request.access.require(Ability.PLACE, body)
    form = FactForm(request.POST, today=clock.today())
    if not form.is_valid() or "sua" in request.POST:
        return _page(request, body, form, status=200 if form.is_valid() else 422)
    stated = form.stated
    if "luu" not in request.POST:
        effects = effects_of(body, stated, request.access, clock.today())
        return _page(request, body, form, effects=effects, old=stating.stated_before(body, stated))
    fact = stating.state(body, stated, by=request.access, at=clock.now())
    messages.success(request, f"Đã ghi {fact.get_code_display().lower()} tính đến {fact.as_of:%d/%m/%Y}.")
    return redirect("body_facts", code=body.code)


def _page(request, body, form, *, effects=None, old=None, status=200):
    context = {
        "body": body,
        "form": form,
        "effects": effects,
        "old": old,
        "words": form.words(old) if effects is not None else {},
        "is_checking": effects is not None,
        "rows": facts_by_code(body),
        "may_state": request.access.can(Ability.PLACE, body),
        "has_errors": status == 422,
    }
    return render(request, "unions/body_facts.html", context, status=status)
