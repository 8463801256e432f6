"""What stands around a line: who said it, what it is called, and what must be said before it."""

from __future__ import annotations

from alongside.fhir import Standing
from tests.fhir.invented import ABSENT, DOCTOR, FINAL, Json, coded, condition, line, made, read, status


def test_a_mark_that_may_change_the_meaning_is_said_first() -> None:
    mark = [{"url": "https://example.org/only-a-plan", "valueBoolean": True}]
    for resource in (
        condition(modifierExtension=mark),
        condition(stage=[{"modifierExtension": mark, "type": {"text": "x"}}]),
        condition(implicitRules="https://example.org/rules"),
    ):
        found = line(resource)
        assert found.title == "To check with the service: Back pain"
        assert found.standing is Standing.DOUBTED
        assert "may change what the entry means" in found.details[0]
    assert line(condition(note=[{"text": "the word modifierExtension"}])).title == "Back pain"


def test_a_mark_spelled_with_escapes_does_not_slip_through() -> None:
    from alongside.fhir import read_bundle
    from tests.fhir.invented import bundle, written

    content = written(bundle(condition(modifierExtension=[{"url": "x", "valueBoolean": True}])))
    hidden = content.replace(b"modifierExtension", b"modifier\\u0045xtension")
    assert read_bundle(hidden).lines[0].title.startswith("To check")


def test_a_code_is_never_shown_without_the_name_of_its_system() -> None:
    cases = {
        "code 1 (SNOMED CT)": coded("1"),
        "code 1 (HL7 v3-ActCode)": coded("1", system="http://terminology.hl7.org/CodeSystem/v3-ActCode"),
        "code 1 (ICD-10)": coded("1", system="http://hl7.org/fhir/sid/icd-10"),
        "code 1 (urn:local)": coded("1", system="urn:local"),
        "code 1 (no system given)": {"coding": [{"code": "1"}]},
        "A condition without a name": {"coding": [{"system": "urn:x"}]},
    }
    for title, code in cases.items():
        assert line(condition(code=code)).title == title
    chosen = {"coding": [{"display": "First"}, {"display": "Chosen", "userSelected": True}]}
    assert line(condition(code=chosen)).title == "Chosen"
    assert line(condition(code={"text": "Sore (finding)", **coded("1", "Sore (finding)")})).title == "Sore"
    assert line(condition(code={"text": "My own (words)", **coded("1", "Sore")})).title == "My own (words)"


def test_who_said_it_is_found_through_role_visit_and_display() -> None:
    place = {"resourceType": "Organization", "id": "o", "name": "The Invented Practice"}
    role = {
        "resourceType": "PractitionerRole",
        "id": "r",
        "practitioner": {"reference": "Practitioner/d"},
        "organization": {"reference": "Organization/o"},
    }
    visit = made(
        "Encounter", status="finished", **{"class": {"code": "AMB"}}, serviceProvider={"reference": "Organization/o"}
    )
    by_role = line(condition(recorder={"reference": "PractitionerRole/r"}), DOCTOR, role, place)
    assert by_role.source == "Dr Imagined, The Invented Practice"
    by_visit = line(condition(encounter={"reference": "Encounter/x"}), visit, place)
    assert by_visit.source == "The Invented Practice"
    assert line(condition(recorder={"reference": "Practitioner/gone", "display": "Dr Gone"})).source == "Dr Gone"
    assert line(condition(recorder={"reference": "Practitioner/gone"})).source == ""
    known = {"type": "Practitioner", "identifier": {"system": "urn:gmc", "value": "7"}}
    doctor = {**DOCTOR, "identifier": [{"system": "urn:gmc", "value": "7"}]}
    assert line(condition(recorder=known), doctor).source == "Dr Imagined"
    searched = {"reference": "Practitioner?identifier=urn:gmc|7"}
    assert line(condition(recorder=searched), doctor).source == "Dr Imagined"


def test_roles_that_lead_to_each_other_come_to_an_end() -> None:
    def role(own: str, other: str) -> Json:
        code = [{"text": f"Role {own}"}]
        return {
            "resourceType": "PractitionerRole",
            "id": own,
            "practitioner": {"reference": f"urn:uuid:{other}"},
            "code": code,
        }

    found = line(condition(recorder={"reference": "PractitionerRole/a"}), role("a", "b"), role("b", "a"))
    assert found.source in {"Role a", "Role b"}


def test_a_source_name_is_stable_and_never_shared() -> None:
    numbered = {"identifier": [{"system": "urn:s", "value": "9"}]}
    without_id = condition(id=None, **numbered)
    assert line(without_id).source_ref == "Condition?identifier=urn:s|9"
    both = read(without_id, condition(id=None, code={"text": "Neck pain"}, **numbered)).lines
    assert {one.source_ref for one in both} == {f"Condition#{one.fingerprint}" for one in both}
    long = condition(id=None, identifier=[{"value": "9" * 500}])
    assert line(long).source_ref.startswith("Condition#")


def test_what_is_not_shown_is_counted_in_words() -> None:
    reading = read(
        {"resourceType": "Claim", "id": "1"},
        {"resourceType": "Claim", "id": "2"},
        {"resourceType": "Toaster", "crumbs": [[], None, ""]},
        {"resourceType": "Toaster", "id": "t"},
        {"resourceType": "Bundle", "type": "collection"},
    )
    assert [(one.resource_type, one.words, one.count) for one in reading.counted] == [
        ("Bundle", "1 bundle inside the bundle", 1),
        ("Claim", "2 bills", 2),
        ("Toaster", "2 entries of a kind we do not know, “Toaster”", 2),
    ]


def test_an_address_of_a_repeated_entry_can_still_be_pointed_at() -> None:
    from alongside.fhir import read_bundle
    from tests.fhir.invented import bundle, entry, written

    content = bundle(condition(recorder={"reference": "urn:uuid:again"}))
    content["entry"] += [entry(DOCTOR), entry(DOCTOR, "urn:uuid:again")]
    reading = read_bundle(written(content))
    assert (reading.lines[0].source, reading.repeated) == ("Dr Imagined", 1)


def test_a_device_can_be_the_source_by_its_name_or_its_kind() -> None:
    named = {"resourceType": "Device", "id": "v", "deviceName": [{"name": "Invented cuff"}], "type": {"text": "cuff"}}
    for device, name in ((named, "Invented cuff"), ({**named, "deviceName": []}, "cuff")):
        pressed = {**FINAL, "code": {"text": "Pressure"}, "performer": [{"reference": "Device/v"}]}
        assert line(pressed, device).source == name


def test_what_was_taken_back_stays_taken_back_even_with_an_unreadable_mark() -> None:
    wrong = status("condition-ver-status", "entered-in-error")
    reading = read(condition(verificationStatus=wrong, implicitRules="https://example.org/rules"))
    assert reading.lines == ()
    assert reading.withdrawn[0].standing is Standing.MISTAKE


def test_a_document_says_of_each_section_what_is_in_it_or_why_not() -> None:
    def text(words: str) -> Json:
        return {"status": "generated", "div": f"<div>{words}</div>"}

    deep: Json = {"title": "Level 9", "text": text("too deep to show")}
    for level in range(8, 0, -1):
        deep = {"title": f"Level {level}", "text": text("words"), "section": [deep]}
    found = line(
        {
            "resourceType": "Composition",
            "status": "amended",
            "type": {"text": "Letter"},
            "date": "2020-01",
            "author": [{"display": "Dr Imagined"}],
            "title": "Letter home",
            "section": [
                {"title": "Asked", "emptyReason": {"text": "unsaid"}},
                {"code": {"text": "Bare"}},
                {"text": text("No title")},
                deep,
            ],
        }
    )
    assert found.details[:5] == (
        "Marked as: changed after it was final.",
        "Kind: Letter.",
        "Asked: nothing was written here.",
        "A section without a name: No title.",
        "Level 1: words.",
    )
    assert "Level 7" in found.detail
    assert "Level 9" not in found.detail


def test_lines_with_next_to_nothing_in_them_still_read_kindly() -> None:
    bare = [
        made("QuestionnaireResponse", status="completed", item=[{"linkId": "1", "answer": [{"id": "x"}]}]),
        made("Flag", status="active", code={}) | {"code": {"coding": [{"system": "urn:x"}]}},
        made("CareTeam") | {"id": "y"},
        {"resourceType": "Observation", "id": "z", "status": "final", "code": {"coding": [{"id": "i"}]}},
    ]
    assert [one.title for one in read(*bare).lines] == [
        "A filled-in questionnaire",
        "An alert without words",
        "A care team",
        "An observation without a name",
    ]
    nobody = {"resourceType": "Practitioner", "id": "n", "name": [{"use": "usual", "given": [" "]}]}
    assert line(condition(recorder={"reference": "Practitioner/n"}), nobody).source == ""


def test_nothing_of_what_a_line_says_gets_into_a_log_by_its_repr() -> None:
    reading = read(condition())
    told = repr(reading) + repr(reading.lines) + repr(reading.subject)
    assert "Back pain" not in told
    assert "Ida" not in told


def test_a_gap_in_a_list_may_be_explained_beside_it() -> None:
    gap = {"url": ABSENT, "valueCode": "unknown"}
    name = {"given": ["Ida", None, "May"], "_given": [None, {"extension": [gap]}, None], "family": "Invented"}
    reading = read(condition(), person={"resourceType": "Patient", "id": "ida", "name": [name]})
    assert reading.subject.name == "Ida May Invented"


def test_a_narrative_that_only_says_why_it_is_missing_says_nothing() -> None:
    gap = {"extension": [{"url": ABSENT, "valueCode": "masked"}]}
    plan = made("CarePlan", status="active", intent="plan", text={"status": "empty", "_div": gap})
    assert line(plan).details == ("Marked as: current.",)
