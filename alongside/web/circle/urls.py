"""Addresses of the circle."""

from django.urls import path

from alongside.web.circle.answering import Invited, Join, TakeInvitation
from alongside.web.circle.asking import AskToJoin
from alongside.web.circle.carers import ActOnWish, CarerPlace, NeedPage, Needs, WishPage
from alongside.web.circle.consenting import AsTheySee, ConsentPage
from alongside.web.circle.inviting import FindService, Invite, InviteCarer, InviteFromService, NewCode
from alongside.web.circle.views import (
    Circle,
    Emergency,
    EndPlace,
    History,
    LeaveCircle,
    MemberPage,
    PauseAll,
    ReallyThem,
)

CIRCLE = "p/<uuid:space_id>/circle/"
ONE = f"{CIRCLE}<uuid:member_id>/"

urlpatterns = [
    path(CIRCLE, Circle.as_view(), name="circle"),
    path(f"{CIRCLE}invite/", Invite.as_view(), name="circle_invite"),
    path(f"{CIRCLE}invite/find/", FindService.as_view(), name="circle_find"),
    path(f"{CIRCLE}invite/service/<uuid:service_id>/", InviteFromService.as_view(), name="circle_invite_service"),
    path(f"{CIRCLE}invite/carer/", InviteCarer.as_view(), name="circle_invite_carer"),
    path(f"{CIRCLE}pause/", PauseAll.as_view(), name="circle_pause_all"),
    path(f"{CIRCLE}history/", History.as_view(), name="circle_history"),
    path(f"{CIRCLE}emergency/", Emergency.as_view(), name="circle_emergency"),
    path(f"{CIRCLE}wishes/<uuid:wish_id>/", ActOnWish.as_view(), name="act_on_wish"),
    path(f"{CIRCLE}needs/", Needs.as_view(), name="needs"),
    path(f"{CIRCLE}needs/<uuid:need_id>/", NeedPage.as_view(), name="need"),
    path(ONE, MemberPage.as_view(), name="circle_member"),
    path(f"{ONE}consent/", ConsentPage.as_view(), name="circle_consent"),
    path(f"{ONE}as-they-see/", AsTheySee.as_view(), name="circle_as_they_see"),
    path(f"{ONE}really-them/", ReallyThem.as_view(), name="circle_really_them"),
    path(f"{ONE}new-link/", NewCode.as_view(), name="circle_new_code"),
    path(f"{ONE}end/", EndPlace.as_view(), name="circle_end"),
    path(f"{ONE}wish/", WishPage.as_view(), name="circle_wish"),
    path("p/<uuid:space_id>/leave-circle/", LeaveCircle.as_view(), name="leave_circle"),
    path("p/<uuid:space_id>/carer/", CarerPlace.as_view(), name="carer"),
    path("staff/ask-to-join/", AskToJoin.as_view(), name="ask_to_join"),
    path("join/<str:code>/", Join.as_view(), name="join"),
    path("join/<str:code>/yes/", TakeInvitation.as_view(), name="join_take"),
    path("invited/<uuid:member_id>/", Invited.as_view(), name="invited"),
]
