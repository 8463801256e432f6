"""How allauth meets our accounts."""

from typing import Any, ClassVar

from allauth.account.adapter import DefaultAccountAdapter
from django.conf import settings
from django.http import HttpRequest
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _


class AccountAdapter(DefaultAccountAdapter):
    """Accounts have one name, chosen by their owner; it is asked at sign-up."""

    error_messages: ClassVar[dict[str, Any]] = {
        **DefaultAccountAdapter.error_messages,
        "email_password_mismatch": _(
            "This address and this password do not fit together. Try again, or go to “I cannot get in”."
        ),
    }

    def populate_username(self, request: HttpRequest, user: Any) -> None:
        """Accounts have no username."""

    def save_user(self, request: HttpRequest, user: Any, form: Any, commit: bool = True) -> Any:
        user = super().save_user(request, user, form, commit=False)
        user.called = (form.cleaned_data.get("called") or user.email.split("@")[0])[:120]
        # Whoever made the account in Welsh goes on in Welsh.
        user.language = get_language() or settings.LANGUAGE_CODE
        if commit:
            user.save()
        return user
