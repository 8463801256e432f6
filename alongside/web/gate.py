"""The one gate. A page of somebody's space, of an account, behind a link, or open to all: there is no fifth kind.

Each kind binds its viewer, opens the transaction, renders inside it and writes the log row in it. `check.py` walks the
URL table and refuses to start on a view that is none of these and not on its short list with reasons.
"""

import time
from collections.abc import Callable
from typing import Any, ClassVar, TypeVar
from uuid import UUID, uuid4

from allauth.account.authentication import get_authentication_records
from allauth.mfa.utils import is_mfa_enabled
from django.conf import settings
from django.core import signing
from django.db import transaction
from django.forms import BaseForm
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.views import View

from alongside.circle import queries as circle
from alongside.circle.codes import hash_of
from alongside.circle.rules import Area
from alongside.core import audit, drafts
from alongside.core.audit import Outcome
from alongside.core.refusal import Refusal, Refused
from alongside.core.viewer import Purpose, Viewer, bound
from alongside.people.rules import PlatformRole
from alongside.web.viewers import account_of, own_viewer, request_id, viewer_in

T = TypeVar("T")
DRAFT_SALT = "alongside.draft"


class Page(View):
    """What every page has: a template, a viewer, and sentences instead of stack traces.

    `log_kind` names this look in the log; `alongside.web.looked.WORDS` says it in plain words.
    """

    template: str = ""
    log_kind: str = ""
    viewer: Viewer

    def show(self, template: str = "", *, status: int = 200, **context: Any) -> HttpResponse:
        """Render now, inside the transaction: what cannot be logged is never shown."""
        context.setdefault("page", self)
        return render(self.request, template or self.template, context, status=status)

    def go(self, name: str, **kwargs: Any) -> HttpResponseRedirect:
        """Send the browser on after something was done."""
        return redirect(reverse(name, kwargs=kwargs))

    def made(self, form: BaseForm, do: Callable[[], T]) -> T | None:
        """What an action gives. A refusal gives nothing: it becomes a sentence in the form, and what was typed stays there."""
        try:
            with transaction.atomic():
                return do()
        except Refused as refused:
            form.add_error(None, str(refused.refusal))
            return None

    def attempt(self, form: BaseForm, do: Callable[[], object]) -> bool:
        """Try an action of which nothing is needed back but whether it was done."""
        return self.made(form, lambda: (do(),)) is not None

    def which(self) -> UUID:
        """What the pressed button stands beside. Raises Http404 where that is no id."""
        try:
            return UUID(self.request.POST.get("which", ""))
        except ValueError:
            raise Http404 from None

    def once_key(self) -> str:
        """The key that lets this form land once however often it is sent; kept when the form is shown again."""
        return self.request.POST.get("once", "") or uuid4().hex

    def draft_key(self) -> str:
        """Where words not sent yet are kept: one place a page."""
        return self.request.path

    def draft_token(self) -> str:
        """Names the writer and the place, signed: words typed here come back to this writer even after the session ended."""
        if self.viewer.account is None:
            return ""
        return signing.dumps({"a": str(self.viewer.account), "k": self.draft_key()}, salt=DRAFT_SALT, compress=True)

    def kept_words(self) -> dict[str, str]:
        """Words typed on this page before and not sent."""
        if self.viewer.account is None:
            return {}
        draft = drafts.kept(self.viewer.account, self.draft_key())
        return dict(draft.words) if draft else {}

    def _guarded(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        response = super().dispatch(request, *args, **kwargs)
        if hasattr(response, "render") and not getattr(response, "is_rendered", True):
            response = response.render()
        sent = request.method == "POST" and response.status_code in (302, 303)
        if sent and self.viewer.account is not None:
            drafts.forget(self.viewer.account, self.draft_key())
        return response

    def _refused(self, request: HttpRequest, refusal: Refusal, *, status: int = 409) -> HttpResponse:
        """The page for a refusal that no form could show: the sentence, the way out, and every word that was typed."""
        typed = typed_words(request)
        return render(request, "refusal.html", {"reason": refusal, "typed": typed, "page": self}, status=status)


def typed_words(request: HttpRequest) -> list[str]:
    """Texts of a sent form, to give them back to whoever typed them."""
    if request.method != "POST":
        return []
    hidden = {"csrfmiddlewaretoken", "once", "draft", "version"}
    return [v for k in request.POST if k not in hidden for v in request.POST.getlist(k) if len(v) > 20]


class SpacePage(Page):
    """A page of somebody's space, mounted at /p/<space_id>/…

    `area`: the whole area that must be open to a member (None: a place in the circle is enough).
    `holder_only`: only for the person whose space it is. `fresh`: asks for a fresh sign-in first.
    """

    area: ClassVar[Area | None] = None
    holder_only: ClassVar[bool] = False
    fresh: ClassVar[bool] = False
    footing: circle.Footing
    space_id: UUID

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        self.space_id = kwargs.pop("space_id")
        if not request.user.is_authenticated:
            return hold_and_sign_in(request)
        if needs_second_factor(request):
            return redirect("mfa_index")
        if self.fresh and not is_fresh(request):
            return ask_again_who(request)
        try:
            with transaction.atomic():
                viewer = viewer_in(request, self.space_id)
                if viewer is None:
                    raise Http404
                with bound(viewer):
                    return self._inside(request, viewer, *args, **kwargs)
        except Http404:
            self._log_refusal(request, "not-open")
            raise
        except Refused as refused:
            self._log_refusal(request, refused.refusal.kind)
            return self._refused(request, refused.refusal)

    def _inside(self, request: HttpRequest, viewer: Viewer, *args: Any, **kwargs: Any) -> HttpResponseBase:
        footing = circle.footing(viewer, self.space_id)
        if footing is None or (self.holder_only and not footing.is_owner):
            raise Http404
        if self.area is not None and not circle.may_open(viewer, self.space_id, self.area):
            raise Http404
        self.viewer, self.footing = viewer, footing
        request.alongside_page = self  # type: ignore[attr-defined]  # the frame reads whose space this is
        audit.begin()
        response = self._guarded(request, *args, **kwargs)
        try:
            audit.look(
                viewer,
                space=self.space_id,
                action=self.log_kind or type(self).__name__,
                outcome=outcome_of(request, response),
                break_glass=footing.emergency,
                member=footing.member,
            )
        except Exception:
            # A file that nobody gets is not left lying open. Closing the response would close the database with it.
            held = getattr(response, "file_to_stream", None)
            if held is not None:
                held.close()
            raise
        return response

    def _log_refusal(self, request: HttpRequest, reason: str) -> None:
        """A short transaction of its own: the page was rolled back, the refusal is remembered."""
        viewer = own_viewer(request)
        with transaction.atomic(), bound(viewer):
            audit.begin()
            audit.look(
                viewer,
                space=self.space_id,
                action=self.log_kind or type(self).__name__,
                outcome=Outcome.REFUSED,
                reason=reason[:80],
            )


class AccountPage(Page):
    """A page of the signed-in account itself. Personal things shown here are logged to each space they come from.

    `purpose`: for which purpose the account looks; `roles`: at least one of these roles is needed, else 404.
    """

    purpose: ClassVar[Purpose] = Purpose.OWN
    roles: ClassVar[frozenset[PlatformRole]] = frozenset()
    fresh: ClassVar[bool] = False

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not request.user.is_authenticated:
            return hold_and_sign_in(request)
        if needs_second_factor(request):
            return redirect("mfa_index")
        if self.fresh and not is_fresh(request):
            return ask_again_who(request)
        if self.roles and not self.roles & account_of(request).roles:
            raise Http404
        try:
            with transaction.atomic():
                viewer = own_viewer(request, purpose=self.purpose)
                with bound(viewer):
                    self.viewer = viewer
                    request.alongside_page = self  # type: ignore[attr-defined]  # as above
                    audit.begin()
                    response = self._guarded(request, *args, **kwargs)
                    for space in audit.spaces_seen():
                        audit.look(
                            viewer, space=space, action=self.log_kind or type(self).__name__, outcome=Outcome.SHOWN
                        )
                    return response
        except Refused as refused:
            return self._refused(request, refused.refusal)


class LinkPage(Page):
    """A page behind a link that opens one thing to whoever carries it, without an account. Every opening is logged.

    An expired, withdrawn or unknown code gets the same kind page: it has ended, and how to ask for another.
    """

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        code = kwargs.pop("code")
        viewer = Viewer(
            account=None,
            name="",
            purpose=Purpose.DIRECT_CARE,
            role="",
            link=self.link_of(code),
            request=request_id(request),
        )
        self.code = code
        try:
            with transaction.atomic(), bound(viewer):
                self.viewer = viewer
                request.alongside_page = self  # type: ignore[attr-defined]  # as above
                audit.begin()
                response = self._guarded(request, *args, **kwargs)
                for space in audit.spaces_seen():
                    audit.look(
                        self.viewer,
                        space=space,
                        action=self.log_kind or type(self).__name__,
                        outcome=outcome_of(request, response),
                        member=self.member_behind(),
                    )
                return response
        except Refused as refused:
            return self._refused(request, refused.refusal)

    def link_of(self, code: str) -> str:
        """What the code in the address says of the link: its hash, which is all that is kept of it."""
        return hash_of(code)

    def member_behind(self) -> UUID | None:
        """The member whose link this is; for the log."""
        return None


class OpenPage(Page):
    """A page for everybody, without a sign-in. `reason` says why it may be open; it shows nothing personal."""

    reason: ClassVar[str] = ""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        request.alongside_page = self  # type: ignore[attr-defined]  # as above
        return super().dispatch(request, *args, **kwargs)


def outcome_of(request: HttpRequest, response: HttpResponseBase) -> Outcome:
    """Something was done when a form was sent and the browser goes on; else something was shown."""
    sent_on = request.method == "POST" and response.status_code in (302, 303)
    return Outcome.DONE if sent_on else Outcome.SHOWN


def is_fresh(request: HttpRequest) -> bool:
    """Whether this account proved lately that it is really them. Demo people press a button and count as fresh."""
    if settings.DEMO or settings.TESTING:
        return True
    proofs = [float(proof.get("at", 0)) for proof in get_authentication_records(request, request.user)]
    return bool(proofs) and time.time() - max(proofs) < settings.ACCOUNT_REAUTHENTICATION_TIMEOUT


def needs_second_factor(request: HttpRequest) -> bool:
    """Staff sign in with a second factor before they reach anything personal."""
    account = account_of(request)
    if not settings.STAFF_NEED_SECOND_FACTOR or not (account.posts or account.roles):
        return False
    return not is_mfa_enabled(request.user)


def ask_again_who(request: HttpRequest) -> HttpResponse:
    """Send to the page that asks for password, passkey or code once more; nothing typed is lost."""
    keep_held(request)
    return redirect(f"{reverse('account_reauthenticate')}?{urlencode({'next': request.get_full_path()})}")


def hold_and_sign_in(request: HttpRequest) -> HttpResponse:
    """The session ended: keep what was typed for its writer, and ask to sign in."""
    keep_held(request)
    return redirect(f"{reverse('account_login')}?{urlencode({'next': request.get_full_path()})}")


def keep_held(request: HttpRequest) -> None:
    """Keep the words of a form that came too late, for the account that the form was shown to."""
    token = request.POST.get("draft", "") if request.method == "POST" else ""
    if not token:
        return
    try:
        named = signing.loads(token, salt=DRAFT_SALT, max_age=14 * 24 * 3600)
    except signing.BadSignature:
        return
    hidden = {"csrfmiddlewaretoken", "once", "draft", "version"}
    words = {name: request.POST[name] for name in request.POST if name not in hidden and request.POST[name]}
    if words:
        writer = Viewer(account=UUID(named["a"]), name="")
        with transaction.atomic(), bound(writer):
            drafts.keep(UUID(named["a"]), named["k"], words)
