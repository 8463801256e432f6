"""Every field of every table is said to be personal or plain: export, erasure and the logs stand on that list."""

import pytest

from tests.house.test_floors import own_models


@pytest.mark.parametrize("model", own_models(), ids=lambda model: model._meta.label)
def test_every_field_is_listed_as_personal_or_plain(model):
    fields = {field.name for field in model._meta.concrete_fields}
    listed = getattr(model, "Privacy", None)
    assert listed is not None, f"{model._meta.label} needs an inner class Privacy with `personal` and `plain`"
    personal, plain = list(listed.personal), list(listed.plain)
    assert sorted(personal + plain) == sorted({*personal, *plain}), f"{model._meta.label}: a field is listed twice"
    assert not fields - {*personal, *plain}, f"{model._meta.label}: say whether these are personal or plain"
    assert not {*personal, *plain} - fields, f"{model._meta.label}: these are no fields of it"


@pytest.mark.parametrize("model", own_models(), ids=lambda model: model._meta.label)
def test_a_table_of_a_space_says_itself_who_may_see_it(model):
    """A table above `people` with something personal in it stands behind the first wall."""
    from alongside.core.walls import PersonalModel

    room = model._meta.app_label
    if room in ("core", "people", "principles") or not model.Privacy.personal:
        return
    assert issubclass(model, PersonalModel), f"{model._meta.label} holds something personal: make it a PersonalModel"
