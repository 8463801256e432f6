"""A page of a service: what it learns about itself, mounted at /s/<service>/…. It opens nobody's space."""

from typing import ClassVar

from django.http import Http404, HttpRequest, HttpResponseBase

from alongside.people import queries as people
from alongside.people.queries import Place, ServiceInWords
from alongside.web.gate import AccountPage


class ServicePage(AccountPage):
    """For those who work in the service, lead it, or sit on its panel; to everybody else it is not there.

    `leads_only`: for its leads. `panel_only`: for its panel. Both: for either.
    """

    leads_only: ClassVar[bool] = False
    panel_only: ClassVar[bool] = False
    service: ServiceInWords
    place: Place

    def setup(self, request: HttpRequest, *args: object, **kwargs: object) -> None:
        super().setup(request, *args, **kwargs)
        self.slug = str(kwargs.pop("service", ""))
        self.kwargs.pop("service", None)

    def _guarded(self, request: HttpRequest, *args: object, **kwargs: object) -> HttpResponseBase:
        kwargs.pop("service", None)
        service = people.service_by_slug(self.slug)
        place = people.place_at(self.viewer.account, service.id) if service else None
        if service is None or place is None or not self._may_come(place):
            raise Http404
        self.service, self.place = service, place
        return super()._guarded(request, *args, **kwargs)

    def _may_come(self, place: Place) -> bool:
        if not self.leads_only and not self.panel_only:
            return True
        return (self.leads_only and place.leads) or (self.panel_only and place.on_panel)
