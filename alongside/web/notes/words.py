"""How kinds, marks and states of notes are said."""

from django.utils.translation import gettext_noop as _

from alongside.care.rules import ImportState, LineMark

# In the order of the page.
KIND_WORDS: dict[str, str] = {
    "condition": _("Conditions"),
    "medicine": _("Medicines"),
    "allergy": _("Allergies and reactions"),
    "care_plan": _("Care plans"),
    "goal": _("Goals in the notes"),
    "encounter": _("Visits and contacts"),
    "observation": _("Measurements and answers"),
    "procedure": _("Treatments and procedures"),
    "referral": _("Referrals"),
    "appointment": _("Appointments"),
    "report": _("Reports"),
    "imaging": _("Scans and pictures"),
    "document": _("Documents"),
    "questionnaire": _("Questionnaires"),
    "immunization": _("Vaccinations"),
    "family_history": _("Family history"),
    "alert": _("Alerts"),
    "care_team": _("People named in the notes"),
}
MARK_WORDS: dict[str, str] = {
    LineMark.NONE: "",
    LineMark.RIGHT: _("You say: right"),
    LineMark.NOT_RIGHT: _("You say: not right"),
    LineMark.OUT_OF_DATE: _("You say: out of date"),
}
MARK_WORDS_FOR_OTHERS: dict[str, str] = {
    LineMark.NONE: "",
    LineMark.RIGHT: _("They say: right"),
    LineMark.NOT_RIGHT: _("They say: not right"),
    LineMark.OUT_OF_DATE: _("They say: out of date"),
}
MARK_KINDS: dict[str, str] = {LineMark.RIGHT: "done", LineMark.NOT_RIGHT: "late", LineMark.OUT_OF_DATE: "note"}
STATE_WORDS: dict[str, str] = {
    ImportState.WAITING: _("Waiting to be read"),
    ImportState.READING: _("Being read"),
    ImportState.DONE: _("Read"),
    ImportState.REFUSED: _("Could not be read"),
    ImportState.ALREADY_HERE: _("Already here: nothing changed"),
}
