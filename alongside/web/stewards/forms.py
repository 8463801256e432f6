"""Forms for privacy officers and administrators."""

from django import forms
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _

from alongside.people.rules import OrganisationKind, ServiceRole


class WordsForm(forms.Form):
    """An answer or a finding, in plain words."""

    words = forms.CharField(
        label=_("What you found, in plain words"),
        help_text=_("The person reads this."),
        max_length=4000,
        widget=forms.Textarea,
        error_messages={"required": _("Please write what you found.")},
    )


class JoinForm(forms.Form):
    """Somebody starts in a service."""

    email = forms.EmailField(label=_("Their e-mail address"), help_text=_("They need an account first."))
    job_title = forms.CharField(label=_("Their job title"), max_length=120)
    role = forms.ChoiceField(
        label=_("Their part in the service"),
        choices=[(ServiceRole.PROFESSIONAL.value, _("Works here")), (ServiceRole.LEAD.value, _("Leads it"))],
        widget=forms.RadioSelect,
        initial=ServiceRole.PROFESSIONAL.value,
    )


class LetBackInForm(forms.Form):
    """Whom to let back in."""

    email = forms.EmailField(
        label=_("The e-mail address they sign in with"),
        help_text=_("You are not told whether anybody has this address."),
    )


class NewServiceForm(forms.Form):
    """A new service, in a new or known organisation."""

    organisation = forms.CharField(label=_("Organisation"), max_length=160)
    kind = forms.ChoiceField(
        label=_("What kind of organisation is it?"),
        choices=[
            (OrganisationKind.GENERAL_PRACTICE.value, _("General practice")),
            (OrganisationKind.COMMUNITY_HEALTH.value, _("Community health")),
            (OrganisationKind.MENTAL_HEALTH.value, _("Mental health")),
            (OrganisationKind.HOSPITAL.value, _("Hospital")),
            (OrganisationKind.CHARITY.value, _("Charity")),
            (OrganisationKind.WORK_SUPPORT.value, _("Work support")),
            (OrganisationKind.OTHER.value, _("Something else")),
        ],
        widget=forms.Select,
    )
    name = forms.CharField(label=_("Service"), max_length=160)

    def slug(self) -> str:
        """A permanent short name for the service."""
        return slugify(f"{self.cleaned_data['organisation']} {self.cleaned_data['name']}")[:80]
