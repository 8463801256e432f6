"""The second wall of choosing: a ballot is its voter's and the count's; what a service chose is its own and its panel's."""

from alongside.core.row_security import guard

FUNCTIONS = """
CREATE FUNCTION alongside_led() RETURNS SETOF uuid LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public AS
$$ SELECT m.service_id FROM people_membership m JOIN people_account a ON a.id = m.account_id
   WHERE m.account_id = alongside_viewer() AND a.is_active AND m.role = 'lead'
     AND (m.left_at IS NULL OR m.left_at > statement_timestamp()) $$;
"""
MINE = "voter = alongside_respondent() AND voter <> '-'"
COUNTED = f"({MINE}) OR alongside_purpose() = 'service-reading'"
AROUND = "(service_id IN (SELECT alongside_my_services()) OR service_id IN (SELECT alongside_my_seats()))"
LED = "service_id IN (SELECT alongside_led())"
MY_SEAT = """seat_id IN (SELECT id FROM people_seat WHERE account_id = alongside_viewer())"""
LED_SEAT = "seat_id IN (SELECT id FROM people_seat WHERE service_id IN (SELECT alongside_led()))"

POLICIES = "\n".join(
    (
        guard("choosing_ballot", see=COUNTED, write=MINE, change=MINE),
        guard("choosing_choice", see=COUNTED, write=MINE, change=MINE),
        guard(
            "choosing_idea",
            see=f"({MINE}) OR {LED} OR ({AROUND} AND let_in_at IS NOT NULL)",
            write=MINE,
            change=LED,
        ),
        guard("choosing_priority", see=AROUND, write=LED, change=AROUND),
        guard("choosing_terms", see=AROUND, write=AROUND),
        guard("choosing_panelmeeting", see=AROUND, write=LED, change=LED, remove=LED),
        guard("choosing_needs", see=f"{MY_SEAT} OR {LED_SEAT}", write=MY_SEAT, change=MY_SEAT),
        guard(
            "choosing_feeling",
            see=f"({MINE}) OR ({AROUND} AND is_shared)",
            write=f"{MINE} AND {AROUND}",
            change=MINE,
            remove=MINE,
        ),
    )
)
