"""Open pages: a published set to read and to print. What is still being made, or came as a file, is not shown here."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext_lazy

from alongside.people.queries import service_in_words
from alongside.principles.crisis import crisis_routes
from alongside.principles.queries import versions
from alongside.principles.queries.wordings import in_language, languages_of
from alongside.principles.versions import Version
from alongside.web.gate import OpenPage
from alongside.web.sets import words


class _PublicSet(OpenPage):
    reason = "a service put its own principles out for everybody; they say nothing about anybody"

    def found_or_away(self, set_id: str, number: str, away: str) -> Version | HttpResponse:
        """The published version; the set that comes with the product has pages of its own."""
        found = versions.version(set_id, number)
        if found is not None and found.comes_with_product:
            return redirect(reverse(away))
        found = versions.published(set_id, number)
        if found is None:
            raise Http404
        return found


class PublicSets(OpenPage):
    """Every set that a service put out, by its newest version. The pages of the first set read no table; this one does."""

    reason = _PublicSet.reason
    template = "sets/on_show.html"
    title = gettext_lazy("Sets that services made their own")

    def get(self, request: HttpRequest) -> HttpResponse:
        return self.show(found=versions.on_show())


class PublicSet(_PublicSet):
    """A published set as everybody may read it."""

    template = "sets/public.html"

    def get(self, request: HttpRequest, set_id: str, number: str) -> HttpResponse:
        found = self.found_or_away(set_id, number, "principles")
        if isinstance(found, HttpResponse):
            return found
        service = service_in_words(found.service) if found.service else None
        numbers = [one for one in versions.numbers_of(set_id) if versions.published(set_id, one)]
        other = request.GET.get("language", "")
        there = in_language(found, other) if other in languages_of(found) else None
        return self.show(
            found=found,
            set=found.set,
            service_says=service.name if service else "",
            parent_title=self._parent_title(found),
            newer=numbers[0] if numbers and numbers[0] != number else "",
            languages=[(one, words.language_name(one)) for one in languages_of(found)],
            there=there,
            language_name=words.language_name(other) if there else "",
            direction="rtl" if other.split("-")[0] in words.RIGHT_TO_LEFT else "ltr",
            said={(one.place, one.field): one.other for one in there.texts} if there else {},
        )

    def _parent_title(self, found: Version) -> str:
        """What the set that this one grew out of is called, where everybody may read that one; else its name among files."""
        if found.parent is None:
            return ""
        parent = versions.published(found.parent.set_id, found.parent.version)
        return parent.set.title if parent else found.parent.set_id


class PublicSetPoster(_PublicSet):
    """One side of paper: `?size=large` for large print on A3, `?voice=we` for a team's wall."""

    template = "sets/poster.html"

    def get(self, request: HttpRequest, set_id: str, number: str) -> HttpResponse:
        found = self.found_or_away(set_id, number, "principles-poster")
        if isinstance(found, HttpResponse):
            return found
        service = service_in_words(found.service) if found.service else None
        return self.show(
            found=found,
            set=found.set,
            service_says=service.name if service else "",
            is_large=request.GET.get("size") == "large",
            is_we=request.GET.get("voice") == "we",
            routes=crisis_routes(),
        )
