"""Tables of the one conversation: threads with the person always in them, messages, asks with one owner, who has seen."""

import uuid
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.db.models.functions import Now

from alongside.care.rules import AskState
from alongside.circle.guarded import GuardedItem, PartOf, choices, started_by_me
from alongside.circle.rules import Area, Standing
from alongside.core.viewer import Viewer
from alongside.core.walls import PersonalModel
from alongside.people.queries import live_services_of


class Thread(GuardedItem):
    """One subject. Visible to the person, to whoever a consent row names for it, and to the member who started it."""

    area = Area.CONVERSATION
    subject = models.CharField(max_length=200)
    started_at = models.DateTimeField(db_default=Now())
    started_by = models.ForeignKey("circle.Member", null=True, on_delete=models.SET_NULL, related_name="+")
    started_by_name = models.CharField(max_length=200)
    change = models.PositiveBigIntegerField(default=0)
    changed_at = models.DateTimeField(db_default=Now())

    class Meta(GuardedItem.Meta):
        indexes: ClassVar = [models.Index(fields=["space", "-changed_at"])]

    class Privacy:
        personal = ("space", "label", "subject", "started_by", "started_by_name")
        plain = ("id", "started_at", "change", "changed_at")

    @classmethod
    def visible_to(cls, viewer: Viewer) -> Q:
        return super().visible_to(viewer) | started_by_me(viewer, Area.CONVERSATION)


class Participant(PartOf):
    """Somebody in a thread, with the name and role the others see. The consent row is what opens it.

    Without a member: somebody from outside who was proposed, and waits for the person's yes.
    """

    whole = "thread"
    thread = models.ForeignKey(Thread, on_delete=models.CASCADE, related_name="participants")
    member = models.ForeignKey("circle.Member", null=True, blank=True, on_delete=models.CASCADE, related_name="+")
    service = models.ForeignKey("people.Service", null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    name = models.CharField(max_length=200)
    role = models.CharField(max_length=200, blank=True)
    standing = models.CharField(max_length=20, choices=choices(Standing), blank=True)
    proposed_by_name = models.CharField(max_length=200, blank=True)
    waits_for_yes = models.BooleanField(default=False)
    added_at = models.DateTimeField(db_default=Now())
    removed_at = models.DateTimeField(null=True, blank=True)

    class Meta(PartOf.Meta):
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["thread", "member"], condition=Q(removed_at=None), name="once_in_a_thread")
        ]

    class Privacy:
        personal = ("thread", "member", "name", "role", "proposed_by_name")
        plain = ("id", "service", "standing", "waits_for_yes", "added_at", "removed_at")


class Message(PartOf):
    """Words sent. Never edited: what was read stays what was read."""

    whole = "thread"
    thread = models.ForeignKey(Thread, on_delete=models.CASCADE, related_name="messages")
    author = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    author_member = models.ForeignKey("circle.Member", null=True, on_delete=models.SET_NULL, related_name="+")
    author_name = models.CharField(max_length=200)
    author_role = models.CharField(max_length=200, blank=True)
    words = models.TextField()
    sent_at = models.DateTimeField(db_default=Now())
    number = models.PositiveBigIntegerField()

    class Meta(PartOf.Meta):
        constraints: ClassVar = [models.UniqueConstraint(fields=["thread", "number"], name="one_message_a_number")]

    class Privacy:
        personal = ("thread", "author", "author_member", "author_name", "author_role", "words")
        plain = ("id", "sent_at", "number")


class MessageFile(PartOf):
    """A checked file sent with a message."""

    whole = "thread"
    thread = models.ForeignKey(Thread, on_delete=models.CASCADE, related_name="files")
    message = models.ForeignKey(Message, on_delete=models.CASCADE, related_name="files")
    name = models.CharField(max_length=200)
    media_type = models.CharField(max_length=100)
    size = models.PositiveIntegerField()
    sha256 = models.CharField(max_length=64)
    data = models.BinaryField()

    class Privacy:
        personal = ("thread", "message", "name", "data", "sha256")
        plain = ("id", "media_type", "size")


class Seen(PartOf):
    """Up to where somebody has read a thread, with name and role: being heard is seen."""

    whole = "thread"
    thread = models.ForeignKey(Thread, on_delete=models.CASCADE, related_name="seen")
    reader = models.CharField(max_length=70)
    name = models.CharField(max_length=200)
    role = models.CharField(max_length=200, blank=True)
    number = models.PositiveBigIntegerField(default=0)
    at = models.DateTimeField(db_default=Now())

    class Meta(PartOf.Meta):
        constraints: ClassVar = [models.UniqueConstraint(fields=["thread", "reader"], name="one_mark_a_reader")]

    class Privacy:
        personal = ("thread", "reader", "name", "role", "number")
        plain = ("id", "at")


class Ask(PartOf):
    """A question with one owner and a day by which they answer. It ends answered, or with a reason why not."""

    whole = "thread"
    thread = models.ForeignKey(Thread, on_delete=models.CASCADE, related_name="asks")
    message = models.OneToOneField(Message, on_delete=models.CASCADE, related_name="ask")
    words = models.TextField()
    asked_by_name = models.CharField(max_length=200)
    owner = models.ForeignKey("circle.Member", null=True, on_delete=models.SET_NULL, related_name="+")
    owner_name = models.CharField(max_length=200)
    owner_role = models.CharField(max_length=200, blank=True)
    due_on = models.DateField()
    state = models.CharField(max_length=20, choices=choices(AskState), default=AskState.ASKED)
    asked_at = models.DateTimeField(db_default=Now())
    closed_at = models.DateTimeField(null=True, blank=True)
    answered_in = models.ForeignKey(Message, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    version = models.PositiveIntegerField(default=0)

    class Meta(PartOf.Meta):
        indexes: ClassVar = [models.Index(fields=["owner", "state"]), models.Index(fields=["thread", "state"])]

    class Privacy:
        personal = ("thread", "message", "words", "asked_by_name", "owner", "owner_name", "owner_role", "answered_in")
        plain = ("id", "due_on", "state", "asked_at", "closed_at", "version")


class AskStep(PartOf):
    """One step in the life of an ask: who moved it, when, and what they said."""

    whole = "thread"
    thread = models.ForeignKey(Thread, on_delete=models.CASCADE, related_name="+")
    ask = models.ForeignKey(Ask, on_delete=models.CASCADE, related_name="steps")
    state = models.CharField(max_length=20, choices=choices(AskState))
    at = models.DateTimeField(db_default=Now())
    by_name = models.CharField(max_length=200)
    by_role = models.CharField(max_length=200, blank=True)
    words = models.TextField(blank=True)

    class Privacy:
        personal = ("thread", "ask", "by_name", "by_role", "words")
        plain = ("id", "state", "at")


class AskClock(PersonalModel):
    """What the owner's service sees of an ask: whose it is and by when. Never whom it is about, never a word of it."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    ask = models.UUIDField(unique=True)
    service = models.ForeignKey("people.Service", on_delete=models.CASCADE, related_name="+")
    owner_name = models.CharField(max_length=200)
    due_on = models.DateField()
    open = models.BooleanField(default=True)

    class Privacy:
        personal = ("ask", "owner_name")
        plain = ("id", "service", "due_on", "open")

    @classmethod
    def visible_to(cls, viewer: Viewer) -> Q:
        mine = Q(ask__in=Ask.objects.for_viewer(viewer).values("pk"))
        return mine | Q(service_id__in=live_services_of(viewer.account)) if viewer.account else mine


class Unclear(PartOf):
    """Somebody marked words in a message: what does this mean? The writer is told kindly and explains."""

    whole = "thread"
    thread = models.ForeignKey(Thread, on_delete=models.CASCADE, related_name="unclear")
    message = models.ForeignKey(Message, on_delete=models.CASCADE, related_name="unclear")
    words = models.CharField(max_length=200)
    asked_by_name = models.CharField(max_length=200)
    asked_at = models.DateTimeField(db_default=Now())
    answer = models.TextField(blank=True)
    answered_by_name = models.CharField(max_length=200, blank=True)
    answered_at = models.DateTimeField(null=True, blank=True)

    class Privacy:
        personal = ("thread", "message", "words", "asked_by_name", "answer", "answered_by_name")
        plain = ("id", "asked_at", "answered_at")


class Follower(PartOf):
    """Somebody outside who wishes to hear by e-mail that there is something new in this one thread."""

    whole = "thread"
    thread = models.ForeignKey(Thread, on_delete=models.CASCADE, related_name="followers")
    member = models.ForeignKey("circle.Member", on_delete=models.CASCADE, related_name="+")
    email = models.EmailField()
    since = models.DateTimeField(db_default=Now())
    ended_at = models.DateTimeField(null=True, blank=True)

    class Privacy:
        personal = ("thread", "member", "email")
        plain = ("id", "since", "ended_at")
