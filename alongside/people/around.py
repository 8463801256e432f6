"""Rows that belong to a service: read by those who work there and by those who sit on its panel, and by nobody else."""

import uuid
from typing import ClassVar

from django.db import models

from alongside.core.viewer import Viewer
from alongside.core.walls import PersonalModel
from alongside.people.queries import live_services_of, seated_services_of


def services_around(viewer: Viewer) -> models.Q:
    """Rows (by `service_id`) of services where this viewer works now, or on whose panel they sit."""
    if viewer.account is None:
        return models.Q(pk__in=())
    here = models.Q(service_id__in=live_services_of(viewer.account))
    return here | models.Q(service_id__in=seated_services_of(viewer.account))


class OfService(PersonalModel):
    """A row that those of a service and its panel read."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    service = models.ForeignKey("people.Service", on_delete=models.CASCADE, related_name="+")

    class Meta(PersonalModel.Meta):
        abstract = True

    class Privacy:
        personal: ClassVar[tuple[str, ...]] = ()
        plain: ClassVar[tuple[str, ...]] = ("id", "service")

    @classmethod
    def visible_to(cls, viewer: Viewer) -> models.Q:
        return services_around(viewer)
