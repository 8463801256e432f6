"""Words not sent yet: kept as they are typed, given back to their writer, forgotten when sent."""

from uuid import UUID

from alongside.core.models import Draft

LONGEST = 200_000


def keep(account: UUID, key: str, words: dict[str, str]) -> Draft:
    """Keep `words` (field name to text) under `key` for `account`; the newest wins."""
    words = {str(name)[:80]: str(text)[:LONGEST] for name, text in words.items()}
    draft, _created = Draft.objects.update_or_create(account=account, key=key[:120], defaults={"words": words})
    return draft


def kept(account: UUID, key: str) -> Draft | None:
    """The draft under `key`, if there is one."""
    return Draft.objects.filter(account=account, key=key[:120]).first()


def forget(account: UUID, key: str) -> None:
    """Drop the draft: it was sent, or its writer let it go."""
    Draft.objects.filter(account=account, key=key[:120]).delete()


def forget_all(account: UUID, *, under: str) -> None:
    """Drop every draft of this writer under one address."""
    Draft.objects.filter(account=account, key__startswith=under).delete()
