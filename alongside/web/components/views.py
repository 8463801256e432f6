"""The gallery of pieces at /components/: for people who build pages, only where everybody is invented."""

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from alongside.web.components.samples import samples


@require_GET
def gallery(request: HttpRequest) -> HttpResponse:
    """Every piece on one page, in a demo or while building; nowhere else."""
    if not (settings.DEBUG or getattr(settings, "DEMO", False) or getattr(settings, "TESTING", False)):
        raise Http404
    return render(request, "components/gallery.html", samples())
