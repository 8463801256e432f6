"""The second wall of listening: answers are their giver's and the count's; stories their author's, and whom they are lent to."""

from alongside.core.row_security import guard

FUNCTIONS = """
CREATE FUNCTION alongside_respondent() RETURNS text LANGUAGE sql STABLE AS
$$ SELECT COALESCE(NULLIF(current_setting('app.respondent', true), ''), '-') $$;

CREATE FUNCTION alongside_my_seats() RETURNS SETOF uuid LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public AS
$$ SELECT s.service_id FROM people_seat s JOIN people_account a ON a.id = s.account_id
   WHERE s.account_id = alongside_viewer() AND a.is_active AND s.accepted_at IS NOT NULL
     AND (s.ended_at IS NULL OR s.ended_at > statement_timestamp()) $$;

CREATE FUNCTION alongside_facilitates() RETURNS boolean LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public AS
$$ SELECT EXISTS (SELECT 1 FROM people_roleheld r JOIN people_account a ON a.id = r.account_id
   WHERE r.account_id = alongside_viewer() AND a.is_active AND r.role = 'facilitator' AND r.ended_at IS NULL) $$;

-- Stories lent, now, to those of a service or of its panel: read by somebody else first, and with a yes to improving it.
CREATE FUNCTION alongside_stories_lent() RETURNS SETOF uuid LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public AS
$$ SELECT s.id FROM listening_story s JOIN listening_storyconsent c ON c.story_id = s.id
   WHERE s.state = 'cleared' AND c.purpose = 'improvement' AND c.withdrawn_at IS NULL
     AND (c.ends_at IS NULL OR c.ends_at > statement_timestamp())
     AND (s.service_id IN (SELECT alongside_my_services()) OR s.service_id IN (SELECT alongside_my_seats())) $$;

-- Whether a story is lent for one use now and still reads as somebody froze it; for a viewer who need not see the story.
CREATE FUNCTION alongside_story_stands(wanted uuid, as_frozen text, use text) RETURNS boolean LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public AS
$$ SELECT EXISTS (SELECT 1 FROM listening_story s JOIN listening_storyconsent c ON c.story_id = s.id
   WHERE s.id = wanted AND s.words = as_frozen AND s.state = 'cleared' AND c.purpose = use AND c.withdrawn_at IS NULL
     AND (c.ends_at IS NULL OR c.ends_at > statement_timestamp())) $$;
"""

# A story that its author took back stands again after an old copy of the database came back. For a timer: only where nobody looks.
TAKE_BACK_AGAIN = """
CREATE FUNCTION alongside_take_story_back(wanted uuid) RETURNS boolean LANGUAGE plpgsql SECURITY DEFINER SET search_path = public AS
$$ BEGIN
  IF alongside_viewer() IS NOT NULL OR alongside_link() <> '' THEN RETURN false; END IF;
  UPDATE listening_story SET state = 'taken-back' WHERE id = wanted AND state <> 'taken-back';
  IF NOT FOUND THEN RETURN false; END IF;
  UPDATE listening_storyconsent SET withdrawn_at = statement_timestamp() WHERE story_id = wanted AND withdrawn_at IS NULL;
  RETURN true;
END $$;
"""

MINE = "respondent = alongside_respondent() AND respondent <> '-'"
MY_STORY = "author = alongside_respondent() AND author <> '-'"
READ_FIRST = """(alongside_facilitates() AND (state NOT IN ('taken-back', 'kept-private')
  OR (state = 'kept-private' AND read_by = alongside_viewer())))"""
OF_A_STORY = "story_id IN (SELECT id FROM listening_story)"
OF_MY_STORY = f"story_id IN (SELECT id FROM listening_story WHERE {MY_STORY})"

POLICIES = "\n".join(
    (
        guard(
            "listening_answer",
            see=f"alongside_purpose() = 'service-reading' OR ({MINE})",
            write=MINE,
            change=MINE,
            remove=MINE,
        ),
        guard("listening_asked", see=MINE, remove=MINE),
        guard(
            "listening_easier",
            see=f"({MINE}) OR service_id IN (SELECT alongside_my_services()) OR service_id IN (SELECT alongside_my_seats())",
            write=f"{MINE} AND service_id IN (SELECT alongside_my_services())",
            change=MINE,
            remove=MINE,
        ),
        guard(
            "listening_story",
            see=f"({MY_STORY}) OR {READ_FIRST} OR id IN (SELECT alongside_stories_lent())",
            write=MY_STORY,
            change=f"({MY_STORY}) OR alongside_facilitates()",
            remove=MY_STORY,
        ),
        guard("listening_storyconsent", see=OF_A_STORY, write=OF_MY_STORY, change=OF_MY_STORY),
        guard(
            "listening_storyedit",
            see=OF_A_STORY,
            write=f"{OF_A_STORY} AND alongside_facilitates()",
            change=OF_MY_STORY,
        ),
        guard(
            "listening_excerpt",
            see=OF_A_STORY,
            write=f"{OF_A_STORY} AND alongside_facilitates()",
            change=f"{OF_A_STORY} AND (alongside_facilitates() OR {OF_MY_STORY})",
            remove=OF_MY_STORY,
        ),
        guard("listening_storyuse", see=OF_A_STORY),
    )
)

# Who has heard what came of it, and nobody but they.
HEARD = guard("listening_heardback", see=MINE)
