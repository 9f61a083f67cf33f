"""Acts that move a campaign or close a phase: each asks once more on its own page, some ask for a reason."""

from dataclasses import dataclass

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse

from emulation import closing, drafting
from emulation.forms.fields import PlanForm, text_field
from emulation.lifecycle import CAMPAIGN, RUNNING
from emulation.models import Campaign, Phase
from unions.errors import Refusal
from unions.roles import Ability
from unions.web import page


@dataclass(frozen=True)
class Move:
    """What the page of an act says; the name is the act's and the lifecycle's."""

    name: str
    act: object
    ability: str
    button: str
    title: str
    says: str
    asks: str = ""  # label of the reason, where one is needed
    is_danger: bool = False


MOVES = {
    move.name: move
    for move in (
        Move(
            "propose",
            drafting.propose,
            Ability.PLAN,
            "Trình duyệt",
            "Trình kế hoạch chờ duyệt?",
            "Kế hoạch giữ nguyên, không sửa được cho đến khi lãnh đạo phát động hoặc trả lại.",
        ),
        Move(
            "send_back",
            drafting.send_back,
            Ability.LAUNCH,
            "Trả lại kế hoạch",
            "Trả lại kế hoạch để sửa?",
            "Kế hoạch trở về bản nháp. Người soạn đọc được lý do trong nhật ký.",
            asks="Lý do trả lại",
        ),
        Move(
            "discard",
            drafting.discard,
            Ability.PLAN,
            "Bỏ bản nháp",
            "Bỏ bản nháp này?",
            "Bản nháp không còn trong danh sách và không mở lại được. Nhật ký vẫn giữ việc đã làm.",
            is_danger=True,
        ),
        Move(
            "close",
            closing.close,
            Ability.LAUNCH,
            "Kết thúc phong trào",
            "Kết thúc phong trào?",
            "Mọi sổ còn mở được chốt lại. Đơn vị không đăng ký, ký hay báo cáo được nữa.",
        ),
        Move(
            "reopen",
            closing.reopen,
            Ability.LAUNCH,
            "Mở lại phong trào",
            "Mở lại phong trào đã kết thúc?",
            "Phong trào lại diễn ra. Sổ đã chốt vẫn đóng, mở từng sổ khi cần.",
            asks="Lý do mở lại",
        ),
        Move(
            "cancel",
            closing.cancel,
            Ability.LAUNCH,
            "Hủy phong trào",
            "Hủy phong trào?",
            "Đơn vị không phải làm tiếp. Những gì đã đăng ký, ký và báo cáo vẫn đọc được.",
            asks="Lý do hủy",
            is_danger=True,
        ),
    )
}
BOOKS = {
    "close": Move(
        "close_books",
        closing.close_books,
        Ability.LAUNCH,
        "Chốt sổ",
        "Chốt sổ",
        "Kết quả bị khóa: đơn vị không gửi, không sửa được nữa. Từ đây số liệu được kết luận Đạt, Không đạt.",
    ),
    "reopen": Move(
        "reopen_books",
        closing.reopen_books,
        Ability.LAUNCH,
        "Mở lại sổ",
        "Mở lại sổ",
        "Đơn vị lại sửa, gửi được kết quả. Lý do được in trong báo cáo.",
        asks="Lý do mở lại sổ",
    ),
}


class ReasonForm(PlanForm):
    needed = {"reason": "Ghi lý do: việc này được lưu trong nhật ký và in trong báo cáo."}

    reason = text_field("Lý do", rows=3)


def allowed(campaign, access):
    """Moves the table allows from here and this person may make: {name, label, url} without the launch."""
    found = []
    for move in MOVES.values():
        if CAMPAIGN.allows(campaign, move.name) and access.can(move.ability, campaign.organiser):
            url = reverse(f"campaign_{move.name}", args=[campaign.uid])
            found.append({"name": move.name, "label": move.button, "url": url, "is_danger": move.is_danger})
    return found


@page("GET", "POST")
def campaign_move(request, uid, move):
    campaign = get_object_or_404(
        Campaign.objects.visible_to(request.access).select_related("organiser"), uid=uid
    )
    return _ask(request, MOVES[move], campaign, campaign, move)


@page("GET", "POST")
def phase_books(request, uid, number, move):
    phases = Phase.objects.visible_to(request.access).select_related("campaign__organiser")
    phase = get_object_or_404(phases, campaign__uid=uid, number=number)
    is_due = phase.campaign.state == RUNNING and phase.is_closed == (move == "reopen")
    return _ask(request, BOOKS[move], phase, phase.campaign, "" if is_due else "no")


def _ask(request, move, thing, campaign, state):
    request.access.require(move.ability, campaign.organiser)
    if request.method != "POST" and not _starts_here(campaign, state):
        raise Http404
    form = ReasonForm(request.POST or None) if move.asks else None
    if form is not None:
        form.fields["reason"].label = move.asks
    refusal = ""
    if request.method == "POST" and (form is None or form.is_valid()):
        try:
            move.act(thing, by=request.access, at=request.received_at, **(form.cleaned_data if form else {}))
        except Refusal as problem:
            refusal = str(problem)
        else:
            messages.success(request, f"Đã xong: {move.button.lower()}.")
            return redirect("campaign_list" if move.name == "discard" else campaign_url(campaign))
    context = {"campaign": campaign, "thing": thing, "move": move, "form": form, "refusal": refusal}
    status = 409 if refusal else 422 if request.method == "POST" else 200
    return render(request, "emulation/campaign_move.html", context, status=status)


def _starts_here(campaign, state):
    return state == "" or (state in MOVES and CAMPAIGN.allows(campaign, state))


def campaign_url(campaign):
    return reverse("campaign_detail", args=[campaign.uid])
