"""What every page of a set shares: which version, who may work on it, and the ways between its pages."""

from functools import cached_property
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponseBase
from django.urls import reverse
from django.utils.translation import gettext as _

from alongside.people.queries import places_of, roles_of, service_in_words
from alongside.people.rules import PlatformRole
from alongside.principles import refusals as no
from alongside.principles.queries import versions
from alongside.principles.rules import Ref
from alongside.principles.versions import Version
from alongside.web.gate import AccountPage

NO_SERVICE = "none"


class SetsPage(AccountPage):
    """A page about sets. `makers_only`: for those who lead a service or run sessions; to others it is not there."""

    makers_only = False

    @cached_property
    def runs_sessions(self) -> bool:
        return self.viewer.account is not None and PlatformRole.FACILITATOR in roles_of(self.viewer.account)

    @cached_property
    def owners(self) -> list[tuple[str, str]]:
        """Asked for once a page. For whom this viewer may make a set: services they lead, and nobody's in particular when they run sessions."""
        places = places_of(self.viewer.account) if self.viewer.account else []
        found = [(str(one.service), one.service_name) for one in places if one.leads]
        return found + ([(NO_SERVICE, _("No single service"))] if self.runs_sessions else [])

    def owner_chosen(self, said: str) -> UUID | None:
        return None if said == NO_SERVICE else UUID(said)

    def makes_sets(self) -> bool:
        return bool(self.owners)

    def _guarded(self, request: HttpRequest, *args: object, **kwargs: object) -> HttpResponseBase:
        is_write = request.method not in ("GET", "HEAD", "OPTIONS")
        if (self.makers_only or is_write) and not self.makes_sets():
            raise Http404
        return super()._guarded(request, *args, **kwargs)


class SetPage(SetsPage):
    """A page of one version, mounted at /sets/<set_id>/<number>/…"""

    found: Version

    def _guarded(self, request: HttpRequest, *args: object, **kwargs: object) -> HttpResponseBase:
        found = versions.version_for(self.viewer, str(kwargs.pop("set_id")), str(kwargs.pop("number")))
        if found is None:
            raise Http404
        self.found = found
        return super()._guarded(request, *args, **kwargs)

    @property
    def ref(self) -> Ref:
        return self.found.ref

    @property
    def ids(self) -> dict[str, str]:
        """What stands in every address of this version."""
        return {"set_id": self.ref.set_id, "number": self.ref.version}

    @property
    def home(self) -> str:
        return reverse("set_version", kwargs=self.ids)

    def may_work(self) -> bool:
        """Whether this viewer may change this version now."""
        return self.may_ever_work() and no.why_not_change(self.found) is None

    def may_ever_work(self) -> bool:
        return self._has_a_part

    @cached_property
    def _has_a_part(self) -> bool:
        """Asked for once a page, though each practice on it asks."""
        return bool(no.role_in(self.viewer.account, self.found.service))

    def may_decide(self) -> bool:
        return no.why_not_decide_on(self.viewer.account, self.found.service) is None

    def parent_title(self) -> str:
        """What the set that this one grew out of is called; its name among files where this viewer may not read it."""
        parent = self.found.parent
        if parent is None:
            return ""
        found = versions.version_for(self.viewer, parent.set_id, parent.version)
        return found.set.title if found else parent.set_id

    def whose(self) -> str:
        """Whose set it is, in words."""
        if self.found.comes_with_product:
            return _("Comes with Alongside")
        service = service_in_words(self.found.service) if self.found.service else None
        return service.name if service else _("Made by people who run sessions")
