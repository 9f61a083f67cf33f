"""Which addresses does this app answer?"""

from django.urls import path

from emulation.views import bodies, campaigns, moves, plans, reading

ONE = "phong-trao/<uuid:uid>/"

urlpatterns = [
    path("don-vi/<slug:code>/phong-trao/", bodies.body_campaigns, name="body_campaigns"),
    path("phong-trao/", campaigns.campaign_list, name="campaign_list"),
    path("phong-trao/tao/", plans.campaign_new, name="campaign_new"),
    path("phong-trao/doc-ke-hoach/", reading.plan_read, name="plan_read"),
    path("phong-trao/doc-ke-hoach/<uuid:uid>/", reading.plan_confirm, name="plan_confirm"),
    path(ONE, campaigns.campaign_detail, name="campaign_detail"),
    path(f"{ONE}buoc/<int:step>/", plans.plan_step, name="plan_step"),
    path(f"{ONE}xem-truoc/", plans.plan_preview, name="plan_preview"),
    path(f"{ONE}phat-dong/", plans.campaign_launch, name="campaign_launch"),
    path(f"{ONE}trinh-duyet/", moves.campaign_move, {"move": "propose"}, name="campaign_propose"),
    path(f"{ONE}tra-lai/", moves.campaign_move, {"move": "send_back"}, name="campaign_send_back"),
    path(f"{ONE}bo/", moves.campaign_move, {"move": "discard"}, name="campaign_discard"),
    path(f"{ONE}ket-thuc/", moves.campaign_move, {"move": "close"}, name="campaign_close"),
    path(f"{ONE}mo-lai/", moves.campaign_move, {"move": "reopen"}, name="campaign_reopen"),
    path(f"{ONE}huy/", moves.campaign_move, {"move": "cancel"}, name="campaign_cancel"),
    path(f"{ONE}chot-so/<int:number>/", moves.phase_books, {"move": "close"}, name="phase_close"),
    path(f"{ONE}mo-so/<int:number>/", moves.phase_books, {"move": "reopen"}, name="phase_reopen"),
]
