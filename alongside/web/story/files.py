"""Pages for photos and documents beside the story. A file is checked before it is kept and only ever given as a download."""

from typing import Any
from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from alongside.care.actions import story_files as do
from alongside.care.queries import story as tell
from alongside.circle.rules import Area, Label
from alongside.core.refusal import Refused
from alongside.core.uploads import DOWNLOAD_HEADERS, CheckedFile, checked
from alongside.web.gate import SpacePage
from alongside.web.story import words as say
from alongside.web.story.editing import HolderPage
from alongside.web.story.forms import FileForm


class AddFile(HolderPage):
    """Put a photo or document beside the story."""

    log_kind = "story.file_add"
    template = "story/file_add.html"
    title = gettext_lazy("Add a photo or document")

    def get(self, request: HttpRequest) -> HttpResponse:
        return self._page(
            self._form(initial={"label": Label.ORDINARY, "caption": self.kept_words().get("caption", "")})
        )

    def post(self, request: HttpRequest) -> HttpResponse:
        form = self._form(request.POST, request.FILES)
        file = self._checked(form) if form.is_valid() else None
        if file is not None and self.attempt(
            form,
            lambda: do.add(
                space=self.space_id,
                file=file,
                caption=form.cleaned_data["caption"],
                reach=form.reach(),
                once=self.once_key(),
                by=self.viewer,
            ),
        ):
            messages.success(request, _("Added."))
            return self.back_to("files")
        return self._page(form, status=422)

    def _checked(self, form: FileForm) -> CheckedFile | None:
        try:
            return checked(form.cleaned_data["file"], settings.UPLOAD_LIMIT_BYTES)
        except Refused as refused:
            form.add_error("file", str(refused.refusal))
            return None

    def _form(self, *args: Any, **kwargs: Any) -> FileForm:
        return FileForm(*args, members=self.members_to_name(), labels=say.LABELS, **kwargs)

    def _page(self, form: FileForm, *, status: int = 200) -> HttpResponse:
        return self.show(status=status, form=form, most=settings.UPLOAD_LIMIT_BYTES)


class ChangeFile(HolderPage):
    """Say something else about a file, choose who may open it, or take it away."""

    log_kind = "story.file_change"
    template = "story/file_change.html"
    title = gettext_lazy("Change a photo or document")

    def get(self, request: HttpRequest, file_id: UUID) -> HttpResponse:
        row = self._row(file_id)
        named = tell.named_readers(self.viewer, self.space_id, Area.STORY, [row.pk]).get(row.pk, [])
        form = self._form(initial={"caption": row.caption, "label": row.label, "named": [str(one) for one in named]})
        return self.show(form=form, row=row)

    def post(self, request: HttpRequest, file_id: UUID) -> HttpResponse:
        row = self._row(file_id)
        if request.POST.get("what") == "remove":
            do.remove(space=self.space_id, file=row.pk, by=self.viewer)
            messages.success(request, _("Taken away."))
            return self.back_to("files")
        form = self._form(request.POST)
        if form.is_valid() and self.attempt(
            form,
            lambda: do.change(
                space=self.space_id,
                file=row.pk,
                caption=form.cleaned_data["caption"],
                reach=form.reach(),
                by=self.viewer,
            ),
        ):
            messages.success(request, _("Saved."))
            return self.back_to("files")
        return self.show(status=422, form=form, row=row)

    def _row(self, file_id: UUID) -> Any:
        row = next((one for one in tell.files_of(self.viewer, self.space_id) if one.pk == file_id), None)
        if row is None:
            raise Http404
        return row

    def _form(self, *args: Any, **kwargs: Any) -> FileForm:
        return FileForm(*args, with_file=False, members=self.members_to_name(), labels=say.LABELS, **kwargs)


class DownloadFile(SpacePage):
    """One file, as a download: never shown inside our pages, whatever it is."""

    log_kind = "story.file"

    def get(self, request: HttpRequest, file_id: UUID) -> HttpResponse:
        row = tell.file(self.viewer, self.space_id, file_id)
        if row is None:
            raise Http404
        disposition = content_disposition_header(as_attachment=True, filename=row.name)
        headers = {**DOWNLOAD_HEADERS, "Content-Disposition": disposition or "attachment"}
        return HttpResponse(bytes(row.data), content_type=row.media_type, headers=headers)
