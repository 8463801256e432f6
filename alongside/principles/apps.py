"""Django's handle on this room. All content is read at start: a broken sentence or number means no start."""

from typing import Any

from django.apps import AppConfig
from django.core.checks import CheckMessage, Warning, register
from django.utils import timezone

from alongside.principles import catalogue, crisis


class PrinciplesConfig(AppConfig):
    name = "alongside.principles"
    label = "principles"

    def ready(self) -> None:
        for set_id in catalogue.set_ids():
            catalogue.principle_set(set_id)
        catalogue.moments()
        crisis.crisis_routes()
        register(crisis_numbers_are_fresh)


def crisis_numbers_are_fresh(app_configs: Any = None, **kwargs: Any) -> list[CheckMessage]:
    """A warning, not an error: a page with numbers to check again helps more than no page."""
    found = crisis.crisis_routes()
    if not found.is_due(timezone.localdate()):
        return []
    words = f"The crisis numbers were to be checked again by {found.review_on}. Owner: {found.owner}."
    return [Warning(words, hint="alongside/principles/content/crisis-routes.yaml", id="principles.W001")]
