"""The second wall of trying: a service and its panel read and write; what was told back is everybody's."""

from alongside.core.row_security import guard

AROUND = "(service_id IN (SELECT alongside_my_services()) OR service_id IN (SELECT alongside_my_seats()))"
AT_WORK = "service_id IN (SELECT alongside_my_services())"
TABLES = ("change", "enabler", "measure", "cycle", "finding")
# What was mistyped can be taken out again; what was said, expected or found cannot.
TAKEN_OUT = ("count", "note")

POLICIES = "\n".join(
    (
        *(guard(f"improvement_{name}", see=AROUND, write=AT_WORK, change=AT_WORK) for name in TABLES),
        *(
            guard(f"improvement_{name}", see=AROUND, write=AT_WORK, change=AT_WORK, remove=AT_WORK)
            for name in TAKEN_OUT
        ),
        guard("improvement_signature", see=AROUND, write="service_id IN (SELECT alongside_my_seats())", change="false"),
        guard("improvement_tellback", see=f"{AROUND} OR told_on IS NOT NULL", write=AT_WORK, change=AROUND),
    )
)
