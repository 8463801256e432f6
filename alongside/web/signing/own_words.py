"""The library's forms for signing in, asked in our own words, so that they can be plain and be said in Welsh."""

from collections.abc import Mapping
from typing import Any, ClassVar

from allauth.account import forms as account_forms
from allauth.mfa.base import forms as base_forms
from allauth.mfa.totp import forms as totp_forms
from allauth.mfa.webauthn import forms as webauthn_forms
from django.forms import BaseForm
from django.utils.translation import gettext_lazy as _

ADDRESS = (_("Your e-mail address"), "")
PASSWORD = (_("Your password"), "")
NEW_PASSWORD = (
    _("Your password"),
    _("At least ten characters. A few words that belong together only for you are easy to remember."),
)
AGAIN = (_("The same password again"), "")
CODE = (_("The code"), "")
STAY = (_("Keep me signed in on this device"), _("Only where nobody else can see it."))


class OwnWords:
    """Puts our words in place of the library's."""

    words: ClassVar[Mapping[str, tuple[Any, Any]]] = {}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        assert isinstance(self, BaseForm)
        for name, (label, hint) in self.words.items():
            if name in self.fields:
                self.fields[name].label, self.fields[name].help_text = label, hint
                self.fields[name].widget.attrs.pop("placeholder", None)


class SignInForm(OwnWords, account_forms.LoginForm):
    """Sign in."""

    words: ClassVar = {"login": ADDRESS, "password": PASSWORD, "remember": STAY}


class MakeAccountForm(OwnWords, account_forms.SignupForm):
    """Make an account."""

    words: ClassVar = {"email": ADDRESS, "password1": NEW_PASSWORD, "password2": AGAIN}


class StillYouForm(OwnWords, account_forms.ReauthenticateForm):
    """Is it still you?"""

    words: ClassVar = {"password": PASSWORD}


class NewPasswordLinkForm(OwnWords, account_forms.ResetPasswordForm):
    """A link to choose a new password."""

    words: ClassVar = {"email": ADDRESS}


class NewPasswordForm(OwnWords, account_forms.ResetPasswordKeyForm):
    """Choose a new password."""

    words: ClassVar = {"password1": NEW_PASSWORD, "password2": AGAIN}


class CodeForm(OwnWords, base_forms.AuthenticateForm):
    """The code of an app, or a paper code."""

    words: ClassVar = {"code": CODE}


class StillYouCodeForm(OwnWords, base_forms.ReauthenticateForm):
    """Is it still you, by a code?"""

    words: ClassVar = {"code": CODE}


class AppCodeForm(OwnWords, totp_forms.ActivateTOTPForm):
    """The first code of an app."""

    words: ClassVar = {"code": CODE}


class PasskeyForm(OwnWords, webauthn_forms.AddWebAuthnForm):
    """A passkey."""

    words: ClassVar = {
        "name": (_("What would you like to call this device?"), _("For example: my phone")),
        "passwordless": (
            _("Let me sign in with this alone"),
            _("No password is asked then. The device must know you by its screen lock, fingerprint or face."),
        ),
    }
