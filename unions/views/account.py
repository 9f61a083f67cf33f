"""Pages of one's own account, for everybody: posts, how one is reached, password, where one is signed in."""

from django.contrib import messages
from django.contrib.auth import update_session_auth_hash
from django.shortcuts import redirect, render

from unions import own_account, sessions
from unions.account_forms import ContactForm, PasswordChangeForm, rules_of_passwords
from unions.answering import sent
from unions.devices import device_words, shortened
from unions.errors import Refusal
from unions.stepping_up import ask_first, typed_before
from unions.web import known_uids, note_password, page


@page("GET")
def account(request):
    rows = sessions.open_of(request.user, request.received_at, request.access.is_chair_only)
    own = request.session.session_key
    sign_ins = [
        {
            "row": row,
            "device": device_words(row.device),
            "place": shortened(row.address),
            "is_this": row.session_key == own,
        }
        for row in sorted(rows, key=lambda row: row.session_key != own)
    ]
    context = {"sign_ins": sign_ins, "others": sum(not each["is_this"] for each in sign_ins)}
    return render(request, "unions/account.html", context)


@page("GET", "POST")
def account_contact(request):
    """Both may be typed at the door, so the password is asked first."""
    if asked := ask_first(request):
        return asked
    user, typed = request.user, typed_before(request) or sent(request)
    form = ContactForm(typed, initial={"phone": user.phone, "email": user.email})
    if request.method == "POST" and form.is_valid():
        try:
            changed = own_account.change_contact(
                user, by=request.access, at=request.received_at, **form.cleaned_data
            )
        except Refusal as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, "Đã lưu thông tin liên hệ." if changed else "Thông tin vẫn như cũ.")
            return redirect("account")
    return render(request, "unions/account_contact.html", {"form": form}, status=422 if form.errors else 200)


@page("GET", "POST")
def account_password(request):
    """The present password once more, then the new one twice; every other sign-in ends."""
    form = PasswordChangeForm(sent(request), request=request)
    if form.is_valid():
        ended = own_account.change_password(
            request.user,
            password=form.cleaned_data["password_new"],
            by=request.access,
            at=request.received_at,
            keep=request.session.session_key,
        )
        update_session_auth_hash(request, request.user)
        note_password(request)
        more = f" {ended} lần đăng nhập khác đã kết thúc." if ended else ""
        messages.success(request, f"Đã đổi mật khẩu.{more}")
        return redirect("account")
    context = {"form": form, "rules": rules_of_passwords()}
    return render(request, "unions/account_password.html", context, status=422 if form.errors else 200)


@page("POST")
def account_session_end(request):
    """`uid` ends one sign-in, without it all others end."""
    common = {"by": request.access, "at": request.received_at, "keep": request.session.session_key}
    if "uid" not in request.POST:
        ended = own_account.end_others(request.user, **common)
        messages.success(request, f"Đã kết thúc {ended} lần đăng nhập khác.")
        return redirect("account")
    uid = next(iter(known_uids([request.POST["uid"]])), None)
    try:
        own_account.end_sign_in(request.user, uid, **common)
    except own_account.NotSignedIn as refusal:
        messages.info(request, str(refusal))
    else:
        messages.success(request, "Đã kết thúc lần đăng nhập ấy.")
    return redirect("account")
