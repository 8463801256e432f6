"""Who to call: right numbers, plain words, and a reminder to check them again."""

import dataclasses
from datetime import date

import pytest

from alongside.core.content import ContentFault
from alongside.principles import apps, catalogue, crisis

ROUTES = crisis.crisis_routes()


def test_the_first_route_is_999_and_says_when():
    assert ROUTES.routes[0].href == "tel:999"
    assert "life is in danger" in ROUTES.routes[0].when


def test_every_number_can_be_tapped_and_says_where_it_comes_from():
    for route in ROUTES.routes:
        assert route.href.startswith(("tel:", "sms:"))
        assert route.number.replace(" ", "") in route.href
        assert route.source
    assert {route.number for route in ROUTES.routes} == {"999", "111", "116 123", "85258"}


def test_the_mental_health_option_is_named_for_each_nation():
    notes = " ".join(ROUTES.route("mental-health-111").notes)
    assert "number 2" in notes and "Wales and Scotland" in notes and "Northern Ireland" in notes


def test_the_back_signs_name_five_parts_of_the_body_and_send_people_to_emergency_care():
    signs = ROUTES.back_signs
    assert [sign.part for sign in signs.signs] == ["Between your legs", "Bladder", "Bowel", "Sex", "Legs"]
    assert "A&E now" in signs.what_to_do and "999" in signs.what_to_do
    assert "Do not drive yourself" in signs.what_to_do


def test_the_owner_is_reminded_from_the_review_day_on(monkeypatch):
    assert not ROUTES.is_due(date(2027, 2, 21))
    assert ROUTES.is_due(date(2027, 2, 22))
    late = dataclasses.replace(ROUTES, checked_on=date(2020, 1, 1), review_on=date(2020, 4, 1))
    monkeypatch.setattr(crisis, "crisis_routes", lambda: late)
    (warning,) = apps.crisis_numbers_are_fresh()
    assert warning.id == "principles.W001"
    assert "2020-04-01" in warning.msg
    fresh = dataclasses.replace(ROUTES, review_on=date(9999, 1, 1))
    monkeypatch.setattr(crisis, "crisis_routes", lambda: fresh)
    assert apps.crisis_numbers_are_fresh() == []


def test_the_product_does_not_start_on_a_broken_set(monkeypatch, tmp_path):
    broken = tmp_path / "both-2019"
    broken.mkdir()
    (broken / "set.yaml").write_text("id: both-2019\n", encoding="utf-8")
    monkeypatch.setattr(catalogue, "CONTENT", tmp_path)
    catalogue.set_ids.cache_clear()
    catalogue.principle_set.cache_clear()
    try:
        with pytest.raises(ContentFault, match=r"set\.yaml, line 1: .*missing"):
            apps.PrinciplesConfig("alongside.principles", __import__("alongside.principles").principles).ready()
    finally:
        catalogue.set_ids.cache_clear()
        catalogue.principle_set.cache_clear()
