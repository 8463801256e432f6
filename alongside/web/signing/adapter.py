"""How allauth meets our accounts."""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from django.http import HttpRequest


class AccountAdapter(DefaultAccountAdapter):
    """Accounts have one name, chosen by their owner; it is asked at sign-up."""

    def populate_username(self, request: HttpRequest, user: Any) -> None:
        """Accounts have no username."""

    def save_user(self, request: HttpRequest, user: Any, form: Any, commit: bool = True) -> Any:
        user = super().save_user(request, user, form, commit=False)
        user.called = (form.cleaned_data.get("called") or user.email.split("@")[0])[:120]
        if commit:
            user.save()
        return user
