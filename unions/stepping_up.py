"""How does a form wait until its sender has proved once more who they are, with nothing lost that was typed?

Grants, resets and codes ask for a password (or second step) of the last ten minutes. A form that was sent too late is
kept in the session while that is asked, and stands filled in on the page to which one comes back.
"""

from django.http import QueryDict

from unions.web import ask_password, is_stepped_up, keep_typed, kept_typed

KEPT = "typed_before_step_up"


def ask_first(request):
    """The way to the question, or None when the answer is young enough."""
    if is_stepped_up(request):
        return None
    if request.method == "POST":
        request.session[KEPT] = keep_typed(request)
    return ask_password(request, request.get_full_path())


def typed_before(request):
    """What was sent to this page just before the question, once; None where nothing was."""
    if request.method != "GET" or KEPT not in request.session:
        return None
    kept = kept_typed(request.session[KEPT])
    if kept is None or kept["path"] != request.get_full_path():
        return None
    del request.session[KEPT]
    typed = QueryDict(mutable=True)
    for name, values in kept["typed"]:
        typed.setlist(name, values)
    return typed
