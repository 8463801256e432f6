"""Pages: two versions side by side, and a version in another language beside its first wording."""

from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from alongside.core.refusal import Refused, insist
from alongside.principles import refusals as no
from alongside.principles.actions import wordings as do
from alongside.principles.comparing import compare
from alongside.principles.queries import versions
from alongside.principles.queries.wordings import InLanguage, in_language, languages_of, texts_of
from alongside.principles.rules import ReaderRole, Ref
from alongside.web.sets import words
from alongside.web.sets.forms import BeginLanguageForm, ReadOverForm, sentences
from alongside.web.sets.set_page import SetPage
from alongside.web.sets.views import ref_in


class CompareSets(SetPage):
    """From another version to this one: the same, reads differently, came, went and why."""

    template = "sets/compare.html"
    title = gettext_lazy("Side by side")

    def get(self, request: HttpRequest) -> HttpResponse:
        said = request.GET.get("with", "")
        ref = ref_in(said) if said else self._first_choice()
        other = versions.version_for(self.viewer, ref.set_id, ref.version)
        if other is None:
            raise Http404
        lines = versions.versions_for(self.viewer)
        return self.show(
            found=self.found,
            other=other,
            difference=compare(other, self.found),
            choices=[
                (
                    f"{one.ref.set_id}:{one.ref.version}",
                    _("%(title)s, version %(number)s") % {"title": one.title, "number": one.ref.version},
                    one.ref == ref,
                )
                for one in lines
                if one.ref != self.ref
            ],
            words=words,
        )

    def _first_choice(self) -> Ref:
        """The version before this one; for the first version, the set it grew out of; else itself."""
        earlier = [one for one in versions.numbers_of(self.ref.set_id) if int(one) < int(self.ref.version)]
        if earlier:
            return Ref(self.ref.set_id, earlier[0])
        return self.found.parent or self.ref


class SetLanguages(SetPage):
    """In which languages this version can be read, and beginning another one."""

    template = "sets/languages.html"
    title = gettext_lazy("Other languages")

    def get(self, request: HttpRequest) -> HttpResponse:
        return self._page(self._form())

    def post(self, request: HttpRequest) -> HttpResponse:
        form = self._form(request.POST)
        if form.is_valid() and self.attempt(form, lambda: self._begin(form.cleaned_data)):
            return self.go("set_in_language", **self.ids, language=form.cleaned_data["language"])
        return self._page(form, status=422)

    def _begin(self, said: dict[str, Any]) -> None:
        translated_by = ReaderRole(said["translated_by"])
        do.begin(of=self.ref, language=said["language"], translated_by=translated_by, by=self.viewer)

    def _form(self, data: Any = None) -> BeginLanguageForm:
        return BeginLanguageForm(data, but_not={self.found.set.language.split("-")[0], *languages_of(self.found)})

    def _page(self, form: BeginLanguageForm, *, status: int = 200) -> HttpResponse:
        found = [in_language(self.found, one) for one in languages_of(self.found)]
        return self.show(
            status=status,
            found=self.found,
            languages=[one for one in found if one is not None],
            form=form if self.may_ever_work() else None,
            words=words,
        )


class _LanguagePage(SetPage):
    def begun(self, language: str) -> InLanguage:
        found = in_language(self.found, language)
        if found is None:
            raise Refused(no.not_begun())
        return found


class SetLanguage(_LanguagePage):
    """A version in another language, text beside text."""

    template = "sets/language.html"

    def get(self, request: HttpRequest, language: str) -> HttpResponse:
        return self._page(language, ReadOverForm())

    def post(self, request: HttpRequest, language: str) -> HttpResponse:
        form = ReadOverForm(request.POST)
        if form.is_valid() and self.attempt(form, lambda: self._read_over(language, form.cleaned_data["read_by"])):
            messages.info(request, _("Thank you. It is not a draft any more."))
            return self.go("set_in_language", **self.ids, language=language)
        return self._page(language, form, status=422)

    def _read_over(self, language: str, read_by: str) -> None:
        do.read_over(of=self.ref, language=language, read_by=ReaderRole(read_by), by=self.viewer)

    def _page(self, language: str, form: ReadOverForm, *, status: int = 200) -> HttpResponse:
        there = self.begun(language)
        return self.show(
            status=status,
            found=self.found,
            there=there,
            language_name=words.language_name(language),
            direction="rtl" if language.split("-")[0] in words.RIGHT_TO_LEFT else "ltr",
            form=form if self.may_ever_work() else None,
            words=words,
        )


class SetLanguagePlace(_LanguagePage):
    """Write the words of one practice or principle in another language."""

    template = "sets/language_place.html"
    makers_only = True

    def get(self, request: HttpRequest, language: str, place: str) -> HttpResponse:
        return self._page(language, place, self._form(language, place))

    def post(self, request: HttpRequest, language: str, place: str) -> HttpResponse:
        form = self._form(language, place, request.POST)
        if form.is_valid() and self.attempt(form, lambda: self._say(language, place, form.cleaned_data)):
            messages.info(request, _("Kept. Somebody else should read it over."))
            return self.go("set_in_language", **self.ids, language=language)
        return self._page(language, place, form, status=422)

    def _say(self, language: str, place: str, said: dict[str, str]) -> None:
        do.say(of=self.ref, language=language, place=place, words=said, by=self.viewer)

    def _form(self, language: str, place: str, data: Any = None) -> forms.Form:
        insist(no.why_not_work_on(self.viewer.account, self.found.service))
        there = self.begun(language)
        form = forms.Form(data, initial={one.field: one.other for one in there.of(place)})
        for where, field, _text in texts_of(self.found):
            if where == place:
                form.fields[field] = sentences(words.FIELDS[field])
        if not form.fields:
            raise Http404
        return form

    def _page(self, language: str, place: str, form: forms.Form, *, status: int = 200) -> HttpResponse:
        texts = {one.field: one.text for one in self.begun(language).of(place)}
        return self.show(
            status=status,
            found=self.found,
            form=form,
            pairs=[(bound, texts[bound.name]) for bound in form],
            place=place,
            code=language,
            language_name=words.language_name(language),
            direction="rtl" if language.split("-")[0] in words.RIGHT_TO_LEFT else "ltr",
        )
