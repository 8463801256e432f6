"""The second wall of talks: those of the service and its panel read and write them, and nobody changes one."""

from alongside.core.row_security import guard

OF_THE_SERVICE = "service_id IN (SELECT alongside_my_services()) OR service_id IN (SELECT alongside_my_seats())"
SECOND_WALL = guard(
    "mirror_talk",
    see=OF_THE_SERVICE,
    write=f"({OF_THE_SERVICE}) AND written_by_id = alongside_viewer()",
    change="false",
)
