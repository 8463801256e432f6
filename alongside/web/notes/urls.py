"""Addresses of notes from elsewhere."""

from django.urls import path

from alongside.web.notes.views import (
    BringNotes,
    NoteLinePage,
    Notes,
    NotesImportPage,
    NotesOfKind,
    NotesOriginalFile,
)

urlpatterns = [
    path("p/<uuid:space_id>/notes/", Notes.as_view(), name="notes"),
    path("p/<uuid:space_id>/notes/bring/", BringNotes.as_view(), name="bring_notes"),
    path("p/<uuid:space_id>/notes/kind/<str:kind>/", NotesOfKind.as_view(), name="notes_kind"),
    path("p/<uuid:space_id>/notes/line/<uuid:line_id>/", NoteLinePage.as_view(), name="note_line"),
    path("p/<uuid:space_id>/notes/file/<uuid:notes_id>/", NotesImportPage.as_view(), name="notes_import"),
    path("p/<uuid:space_id>/notes/file/<uuid:notes_id>/original/", NotesOriginalFile.as_view(), name="notes_original"),
]
