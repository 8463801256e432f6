"""Addresses of taking along and leaving."""

from django.urls import path

from alongside.web.leaving.views import Leave, TakeAlong, TakeAlongFile

urlpatterns = [
    path("p/<uuid:space_id>/take-along/", TakeAlong.as_view(), name="take_along"),
    path("p/<uuid:space_id>/take-along/file/", TakeAlongFile.as_view(), name="take_along_file"),
    path("p/<uuid:space_id>/leave/", Leave.as_view(), name="leave_space"),
]
