"""How does a page with one form and one act answer: the form, the form with what is wrong, or the way onwards?"""

from django.contrib import messages
from django.shortcuts import redirect, render

from unions.errors import Refusal


def sent(request):
    """What a form was sent with, an empty one too; None while it is only looked at."""
    return request.POST if request.method == "POST" else None


def answer(request, template, form, act, done, context, to=None):
    """Show the form, or do `act(by, at)`; `to(row)` is where one goes then, a bloc's page unless said otherwise.

    A refusal, like a form that cannot be read, is answered 422 with everything as it was typed.
    """
    refusal = ""
    if request.method == "POST" and form.is_valid():
        try:
            row = act(request.access, request.received_at)
        except Refusal as problem:
            refusal = str(problem)
        else:
            messages.success(request, done)
            return redirect(to(row)) if to else redirect("bloc_detail", row.uid)
    form.mark_invalid()
    context |= {"form": form, "refusal": refusal, "problems": form.problems(), "has_errors": bool(refusal)}
    return render(request, template, context, status=422 if request.method == "POST" else 200)
