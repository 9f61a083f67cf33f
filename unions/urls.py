from django.urls import path

from unions.views import bodies, signing_in

urlpatterns = [
    path("dang-nhap/", signing_in.sign_in, name="login"),
    path("dang-xuat/", signing_in.sign_out, name="logout"),
    path("xac-nhan-mat-khau/", signing_in.step_up, name="step_up"),
    path("doi-chuc-vu/", signing_in.switch_post, name="switch_post"),
    path("don-vi/", bodies.body_list, name="body_list"),
    path("don-vi/<slug:code>/", bodies.body_detail, name="body_detail"),
]
