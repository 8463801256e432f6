"""Autosave: the page sends what is being typed, and hears when it was kept."""

import json

from django.core import signing
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils import timezone
from django.utils.translation import gettext as _

from alongside.core import drafts
from alongside.core.once import first_result
from alongside.web.gate import DRAFT_SALT, AccountPage

MOST_BYTES = 1_000_000


class KeepDraft(AccountPage):
    """Keep the words of one form for their writer. The token names writer and place; it cannot be made up."""

    log_kind = "draft"

    def post(self, request: HttpRequest, token: str) -> HttpResponse:
        try:
            named = signing.loads(token, salt=DRAFT_SALT, max_age=14 * 24 * 3600)
            sent = json.loads(request.body[:MOST_BYTES] or b"{}")
            words, form = sent.get("words", {}), str(sent.get("once", ""))
        except (signing.BadSignature, ValueError, AttributeError):
            return JsonResponse(
                {"why": _("These words could not be kept. Please copy them before you leave.")}, status=400
            )
        if named["a"] != str(self.viewer.account) or not isinstance(words, dict):
            return JsonResponse({"why": _("These words belong to another account.")}, status=403)
        typed = {name: text for name, text in words.items() if isinstance(text, str)}
        landed = bool(form) and first_result(form, by=self.viewer) is not None
        # Words that a device kept while their form was on its way come after the form itself: they are not unsent.
        if not landed and any(text.strip() for text in typed.values()):
            drafts.keep(self.viewer.account, named["k"], typed)
        return JsonResponse({"kept_at": timezone.localtime().strftime("%H:%M")})
