"""The first wall: personal tables answer only to the bound viewer, and only actions save.

The second wall, PostgreSQL's row-level security, is in `row_security`. Each is tested with the other one off.
"""

from collections.abc import Callable, Iterable
from contextvars import ContextVar
from functools import wraps
from typing import Any, ClassVar, ParamSpec, Self, TypeVar

from django.db import models, transaction

from alongside.core.viewer import NOBODY, Purpose, Viewer, current_viewer

P = ParamSpec("P")
R = TypeVar("R")

_acting: ContextVar[bool] = ContextVar("acting", default=False)
_first_wall: ContextVar[bool] = ContextVar("first_wall", default=True)


class WrittenOutsideAnAction(RuntimeError):
    """A personal row was about to be written by something that is not an action. A fault of ours, never a person's."""


class PersonalQuerySet(models.QuerySet[Any]):
    """Rows somebody may see. Writing in bulk is for actions only."""

    def for_viewer(self, viewer: Viewer) -> Self:
        """Only what `viewer` may see now; nothing for nobody."""
        if not _first_wall.get():
            return self.all()
        if viewer.purpose is Purpose.READING:
            return self.all() if self.model.counts_for_readings else self.none()
        if viewer.account is None and not viewer.link:
            return self.none()
        # Said once a transaction: the condition is forgotten when the viewer is bound anew or access changes.
        condition = viewer.memo.get(self.model)
        if condition is None:
            condition = viewer.memo[self.model] = self.model.visible_to(viewer)
        return self.filter(condition)

    def update(self, **kwargs: Any) -> int:
        _insist_on_action(self.model)
        return super().update(**kwargs)

    def delete(self) -> tuple[int, dict[str, int]]:
        _insist_on_action(self.model)
        return super().delete()

    def bulk_create(self, objs: Iterable[Any], *args: Any, **kwargs: Any) -> list[Any]:
        _insist_on_action(self.model)
        return super().bulk_create(objs, *args, **kwargs)


class PersonalManager(models.Manager.from_queryset(PersonalQuerySet)):  # type: ignore[misc]  # built at run time
    """The default and base manager of every personal table: scoped to the bound viewer on every path of the ORM."""

    use_in_migrations = False

    def get_queryset(self) -> PersonalQuerySet:
        rows = PersonalQuerySet(self.model, using=self._db)
        return rows.for_viewer(current_viewer() or NOBODY)

    def _insert(self, *args: Any, **kwargs: Any) -> Any:
        # A new row is not looked for among the visible ones; PostgreSQL's wall judges it by itself.
        return PersonalQuerySet(self.model, using=self._db)._insert(*args, **kwargs)  # type: ignore[attr-defined]  # Django's own, not in its stubs

    def for_viewer(self, viewer: Viewer) -> PersonalQuerySet:
        """What this viewer may see, said once (not on top of the bound viewer's own condition)."""
        return PersonalQuerySet(self.model, using=self._db).for_viewer(viewer)


class PersonalModel(models.Model):
    """A table that holds something about a person. Subclasses say who may see a row, and which fields are personal."""

    # Rows that decide who sees what: writing one makes the viewer forget what was open before.
    changes_access: ClassVar[bool] = False
    # Answers that are counted on a fixed day by `viewer.COUNTER`; to that viewer everything else is closed.
    counts_for_readings: ClassVar[bool] = False

    objects = PersonalManager()

    class Meta:
        abstract = True
        base_manager_name = "objects"
        default_manager_name = "objects"

    class Privacy:
        personal: ClassVar[tuple[str, ...]] = ()
        plain: ClassVar[tuple[str, ...]] = ()

    @classmethod
    def visible_to(cls, viewer: Viewer) -> models.Q:
        """The condition under which `viewer` sees a row. No condition, no rows."""
        raise NotImplementedError(f"{cls.__name__} does not say who may see it")

    def save(self, *args: Any, **kwargs: Any) -> None:
        _insist_on_action(type(self))
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> tuple[int, dict[str, int]]:
        _insist_on_action(type(self))
        return super().delete(*args, **kwargs)


def _insist_on_action(model: type[models.Model]) -> None:
    if not _acting.get():
        raise WrittenOutsideAnAction(f"{model.__name__} rows are written by actions only")
    viewer = current_viewer()
    if viewer is not None and getattr(model, "changes_access", False):
        viewer.memo.clear()


def action(function: Callable[P, R]) -> Callable[P, R]:
    """Mark a write: atomic, and the only place where personal rows are saved."""

    @wraps(function)
    def done(*args: P.args, **kwargs: P.kwargs) -> R:
        token = _acting.set(True)
        try:
            with transaction.atomic():
                return function(*args, **kwargs)
        finally:
            _acting.reset(token)

    return done


class first_wall_open:  # noqa: N801 - reads as a sentence: `with first_wall_open():`
    """For tests only: take the first wall away, to prove that the second one stands alone."""

    def __enter__(self) -> None:
        self._token = _first_wall.set(False)

    def __exit__(self, *exc: object) -> None:
        _first_wall.reset(self._token)
