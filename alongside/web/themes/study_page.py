"""A page of a study, mounted at /studies/<study>/…: for those who take part in it; to everybody else it is not there."""

from typing import ClassVar
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponseBase

from alongside.themes.queries.studies import Place, place_in
from alongside.web.gate import AccountPage


class StudyPage(AccountPage):
    """`reads_only`: for those who read and mark. `keeps_only`: for its researchers."""

    reads_only: ClassVar[bool] = False
    keeps_only: ClassVar[bool] = False
    place: Place
    study_id: UUID

    def setup(self, request: HttpRequest, *args: object, **kwargs: object) -> None:
        super().setup(request, *args, **kwargs)
        self.study_id = UUID(str(self.kwargs.pop("study_id")))

    def _guarded(self, request: HttpRequest, *args: object, **kwargs: object) -> HttpResponseBase:
        kwargs.pop("study_id", None)
        place = place_in(self.viewer, self.study_id)
        if place is None or (self.reads_only and not place.reads) or (self.keeps_only and not place.keeps):
            raise Http404
        self.place = place
        return super()._guarded(request, *args, **kwargs)

    def ticked(self) -> list[int]:
        """The numbers of the sentences that a form ticks; what is no number is left out."""
        return [int(one) for one in self.request.POST.getlist("sentence") if one.isdecimal() and len(one) < 6]

    def which(self, name: str = "which") -> UUID:
        """The id that a form names; a page that is not there for anything else."""
        try:
            return UUID(self.request.POST.get(name, ""))
        except ValueError:
            raise Http404 from None
