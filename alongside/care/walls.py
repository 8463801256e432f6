"""The second wall of the space: PostgreSQL policies for every table of care, one line a table."""

from alongside.care.rules import LINK_WEEKS
from alongside.circle.guarded import guard_item, guard_part, opened, started_by_me_sql
from alongside.circle.rules import Area
from alongside.core.row_security import guard

CARER_NEED = """
  member_id IN (SELECT alongside_my_members())
  OR (shared IN ('professionals', 'circle') AND alongside_purpose() = 'direct-care'
      AND space_id IN (SELECT alongside_spaces_open()))
  OR (shared = 'circle' AND space_id IN (SELECT alongside_spaces_open() UNION SELECT alongside_owned()))
"""

# The same, tighter: not behind a link, and only while the carer is in the circle.
CARER_NEED_NOW = """
  alongside_viewer() IS NOT NULL AND alongside_is_in(member_id) AND (
    (member_id IN (SELECT alongside_my_members()) AND space_id IN (SELECT alongside_spaces_open()))
    OR (shared IN ('professionals', 'circle') AND alongside_purpose() = 'direct-care'
        AND space_id IN (SELECT alongside_spaces_open()))
    OR (shared = 'circle' AND alongside_purpose() IN ('direct-care', 'carer-support')
        AND space_id IN (SELECT alongside_spaces_open()))
    OR (shared = 'circle' AND space_id IN (SELECT alongside_owned())))
"""
CARER_NEED_TIGHTER = f"ALTER POLICY care_carerneed_see ON care_carerneed USING ({CARER_NEED_NOW});"

# A read-back is its writer's and the person's: to everybody else with the story open it is not there.
READ_BACK_NOW = f"""space_id IN (SELECT alongside_owned())
  OR (author_id = alongside_viewer() AND {opened("care_readback", Area.STORY)})"""
READ_BACK_BETWEEN_TWO = f"""
ALTER POLICY care_readback_see ON care_readback USING ({READ_BACK_NOW});
ALTER POLICY care_readback_write ON care_readback WITH CHECK ({READ_BACK_NOW});
ALTER POLICY care_readback_change ON care_readback USING ({READ_BACK_NOW}) WITH CHECK ({READ_BACK_NOW});
"""

POLICIES = "\n".join(
    (
        guard_item("care_storypart", Area.STORY),
        guard_part("care_storyversion", "part_id", "care_storypart"),
        guard_item("care_communicationpart", Area.COMMUNICATION),
        guard_part("care_communicationversion", "part_id", "care_communicationpart"),
        guard_item("care_storyfile", Area.STORY),
        guard_item("care_meeting", Area.STORY),
        guard_item("care_readback", Area.STORY),
        guard_item("care_thread", Area.CONVERSATION, extra=started_by_me_sql("care_thread", Area.CONVERSATION)),
        *(
            guard_part(f"care_{name}", "thread_id", "care_thread")
            for name in (
                "participant",
                "message",
                "messagefile",
                "seen",
                "ask",
                "askstep",
                "unclear",
                "follower",
            )
        ),
        guard(
            "care_askclock",
            see="ask IN (SELECT id FROM care_ask) OR service_id IN (SELECT alongside_my_services())",
            write="ask IN (SELECT id FROM care_ask)",
            change="ask IN (SELECT id FROM care_ask)",
            remove="ask IN (SELECT id FROM care_ask)",
        ),
        guard_item("care_notesimport", Area.NOTES),
        guard_part("care_notesoriginal", "notes_id", "care_notesimport"),
        guard_item("care_noteline", Area.NOTES),
        guard_part("care_notemark", "line_id", "care_noteline"),
        guard_item(
            "care_unknown",
            Area.UNKNOWNS,
            extra=f"""({started_by_me_sql("care_unknown", Area.UNKNOWNS, column="raised_by_id")})
              OR (label = 'ordinary' AND thread_id IN (SELECT id FROM care_thread))""",
        ),
        guard_part("care_unknownstep", "unknown_id", "care_unknown"),
        guard_item("care_wish", Area.CIRCLE),
        guard(
            "care_carerneed",
            see=CARER_NEED,
            write="member_id IN (SELECT alongside_my_members())",
            change="member_id IN (SELECT alongside_my_members())",
            remove="member_id IN (SELECT alongside_my_members()) OR space_id IN (SELECT alongside_owned())",
        ),
        guard(
            "care_careranswer",
            see="need_id IN (SELECT id FROM care_carerneed)",
            remove="""need_id IN (SELECT id FROM care_carerneed)""",
        ),
    )
)

# A member who may send links lets the bearer of one into one conversation that they see themselves, for four weeks at most.
SEND_LINKS = f"""
CREATE POLICY circle_grant_send ON circle_grant FOR INSERT TO PUBLIC WITH CHECK (
  area = 'conversation' AND item IS NOT NULL AND effect = 'allow' AND purpose = 'direct-care' AND withdrawn_at IS NULL
  AND ends_at <= starts_at + interval '{max(LINK_WEEKS) * 7 * 24} hours' AND starts_at <= statement_timestamp()
  AND alongside_may_point(member_id, space_id, item)
  AND item IN (SELECT t.id FROM care_thread t WHERE t.space_id = circle_grant.space_id));
"""

# When a space is deleted, what carers wrote for themselves in it goes too, though its holder could not read it.
FORGET_CARERS = """
CREATE FUNCTION alongside_forget_carers(space uuid) RETURNS boolean LANGUAGE plpgsql SECURITY DEFINER SET search_path = public AS
$$ BEGIN
  IF space NOT IN (SELECT alongside_owned()) THEN RETURN false; END IF;
  DELETE FROM care_careranswer WHERE need_id IN (SELECT n.id FROM care_carerneed n WHERE n.space_id = $1);
  DELETE FROM care_carerneed n WHERE n.space_id = $1;
  RETURN true;
END $$;
"""
