"""Tables that other rooms need of listening: what is asked about more often for a while, and who has heard what came of it."""

import uuid
from typing import ClassVar

from django.db import models

from alongside.core.viewer import Viewer, respondent_of
from alongside.core.walls import PersonalModel
from alongside.listening.models.answers import NOBODY


class MoreOften(models.Model):
    """A practice that everybody is asked about more often until a day, because something is being tried. Nobody stands in it."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    service = models.ForeignKey("people.Service", on_delete=models.CASCADE, related_name="+")
    practice = models.CharField(max_length=40)
    until = models.DateField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["service", "practice"], name="one_line_for_what_is_asked_more_often")
        ]

    class Privacy:
        personal = ()
        plain = ("id", "service", "practice", "until")


class HeardBack(PersonalModel):
    """That somebody who told a story has opened what a service told back. Theirs alone: the service never learns who read it."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    respondent = models.CharField(max_length=32)
    # The text, by its id alone: what is told back stands on a floor above.
    text = models.UUIDField()
    at = models.DateTimeField()

    class Meta(PersonalModel.Meta):
        constraints: ClassVar = [models.UniqueConstraint(fields=["respondent", "text"], name="heard_back_once")]

    class Privacy:
        personal = ("respondent", "text")
        plain = ("id", "at")

    @classmethod
    def visible_to(cls, viewer: Viewer) -> models.Q:
        return models.Q(respondent=respondent_of(viewer) or NOBODY)
