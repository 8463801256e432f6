"""The gallery of pieces at /components/: for people who build pages, only where everybody is invented."""

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from alongside.web.components.samples import samples
from alongside.web.gate import OpenPage


class Gallery(OpenPage):
    """Every piece on one page, in a demo, in tests or while building; nowhere else."""

    reason = "Shows the pieces of pages with made-up people; closed in a live service."

    def get(self, request: HttpRequest) -> HttpResponse:
        if not (settings.DEBUG or settings.DEMO or settings.TESTING):
            raise Http404
        return render(request, "components/gallery.html", samples())
