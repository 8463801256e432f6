"""The second wall of the circle: functions and policies in PostgreSQL, said separately from the Python so that each can be tested alone."""

from alongside.core.row_security import GRANT_TO_APP, guard

FUNCTIONS = """
CREATE FUNCTION alongside_viewer() RETURNS uuid LANGUAGE sql STABLE AS
$$ SELECT NULLIF(current_setting('app.viewer', true), '')::uuid $$;

CREATE FUNCTION alongside_purpose() RETURNS text LANGUAGE sql STABLE AS
$$ SELECT COALESCE(current_setting('app.purpose', true), '') $$;

CREATE FUNCTION alongside_link() RETURNS text LANGUAGE sql STABLE AS
$$ SELECT COALESCE(current_setting('app.link', true), '') $$;

-- Spaces this viewer holds. Only when looking as themselves: a professional who also holds a space is not mixed up.
CREATE FUNCTION alongside_owned() RETURNS SETOF uuid LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public AS
$$ SELECT id FROM circle_space WHERE owner_id = alongside_viewer() AND alongside_purpose() = 'own-use' $$;

-- The same, whatever the purpose: for the circle's own rows.
CREATE FUNCTION alongside_holds() RETURNS SETOF uuid LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public AS
$$ SELECT id FROM circle_space WHERE owner_id = alongside_viewer() $$;

CREATE FUNCTION alongside_my_services() RETURNS SETOF uuid LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public AS
$$ SELECT m.service_id FROM people_membership m JOIN people_account a ON a.id = m.account_id
   WHERE m.account_id = alongside_viewer() AND a.is_active
     AND (m.left_at IS NULL OR m.left_at > statement_timestamp()) $$;

CREATE FUNCTION alongside_my_members() RETURNS SETOF uuid LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public AS
$$ SELECT id FROM circle_member m WHERE
     (m.account_id = alongside_viewer() AND (m.service_id IS NULL OR m.service_id IN (SELECT alongside_my_services())))
     OR (m.account_id IS NULL AND m.standing = 'team' AND m.service_id IN (SELECT alongside_my_services()))
     OR (alongside_link() <> '' AND m.standing = 'outside' AND m.link_hash = alongside_link()) $$;

-- Every consent row in force for this viewer, for this purpose, on this database's clock; and an open emergency.
CREATE FUNCTION alongside_open_grants()
  RETURNS TABLE (space_id uuid, area text, item uuid, effect text, standing text, member_id uuid)
  LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public ROWS 20 AS
$$ SELECT g.space_id, g.area::text, g.item, g.effect::text, m.standing::text, m.id
     FROM circle_grant g JOIN circle_member m ON m.id = g.member_id JOIN circle_space s ON s.id = g.space_id
    WHERE m.id IN (SELECT alongside_my_members()) AND m.state = 'in-circle' AND s.sharing_paused_at IS NULL
      AND g.purpose = alongside_purpose() AND g.withdrawn_at IS NULL AND g.starts_at <= statement_timestamp()
      AND (g.ends_at IS NULL OR g.ends_at > statement_timestamp())
   UNION ALL
   SELECT b.space_id, a.area, NULL, 'allow', 'emergency', NULL
     FROM circle_breakglass b CROSS JOIN (VALUES ('story'), ('communication'), ('notes')) AS a(area)
    WHERE alongside_purpose() = 'emergency' AND b.account_id = alongside_viewer()
      AND b.service_id IN (SELECT alongside_my_services())
      AND b.starts_at <= statement_timestamp() AND b.ends_at > statement_timestamp() $$;

CREATE FUNCTION alongside_spaces_open() RETURNS SETOF uuid LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public AS
$$ SELECT m.space_id FROM circle_member m JOIN circle_space s ON s.id = m.space_id
    WHERE m.id IN (SELECT alongside_my_members()) AND m.state = 'in-circle' AND s.sharing_paused_at IS NULL
   UNION
   SELECT space_id FROM circle_breakglass b WHERE alongside_purpose() = 'emergency'
      AND b.account_id = alongside_viewer() AND b.service_id IN (SELECT alongside_my_services())
      AND b.starts_at <= statement_timestamp() AND b.ends_at > statement_timestamp() $$;
"""

HELD = "space_id IN (SELECT alongside_holds())"
REVIEWING = """(alongside_purpose() = 'privacy-review' AND EXISTS (SELECT 1 FROM people_roleheld r
  WHERE r.account_id = alongside_viewer() AND r.role = 'privacy-officer' AND r.ended_at IS NULL))"""

POLICIES = "\n".join(
    (
        guard(
            "circle_space",
            see="owner_id = alongside_viewer() OR id IN (SELECT alongside_spaces_open())",
            write="owner_id = alongside_viewer()",
            change="owner_id = alongside_viewer()",
            remove="owner_id = alongside_viewer()",
        ),
        guard(
            "circle_member",
            see=f"""{HELD}
              OR (id IN (SELECT alongside_my_members()) AND state <> 'ended')
              OR (state = 'in-circle' AND standing <> 'outside' AND space_id IN (
                   SELECT g.space_id FROM alongside_open_grants() g WHERE g.area = 'circle' AND g.effect = 'allow')
                 AND space_id NOT IN (
                   SELECT g.space_id FROM alongside_open_grants() g WHERE g.area = 'circle' AND g.effect = 'deny'))
              OR id IN (SELECT i.member_id FROM circle_invitation i)""",
            write=HELD,
            change=f"""{HELD} OR account_id = alongside_viewer() OR id IN (SELECT alongside_my_members())
              OR id IN (SELECT i.member_id FROM circle_invitation i)""",
            remove=HELD,
        ),
        guard(
            "circle_grant",
            see=f"{HELD} OR member_id IN (SELECT alongside_my_members())",
            write=HELD,
            change=HELD,
            remove=HELD,
        ),
        guard(
            "circle_invitation",
            see="""code_hash = alongside_link() OR member_id IN (
              SELECT m FROM alongside_held_members() m)""",
            remove="member_id IN (SELECT m FROM alongside_held_members() m)",
        ),
        guard("circle_consentchange", see=HELD, write="true", change="false", remove=HELD),
        guard(
            "circle_breakglass",
            see=f"{HELD} OR account_id = alongside_viewer() OR {REVIEWING}",
            write="account_id = alongside_viewer()",
            change=REVIEWING,
            remove=HELD,
        ),
        guard("circle_logquestion", see=f"{HELD} OR {REVIEWING}", write=HELD, change=REVIEWING, remove=HELD),
        guard(
            "core_accessevent",
            see="space IN (SELECT alongside_holds())",
            write="true",
            change="false",
            remove="false",
        ),
        guard("core_draft", see="account = alongside_viewer()", remove="account = alongside_viewer()"),
    )
)

HELD_MEMBERS = """
CREATE FUNCTION alongside_held_members() RETURNS SETOF uuid LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public AS
$$ SELECT m.id FROM circle_member m JOIN circle_space s ON s.id = m.space_id WHERE s.owner_id = alongside_viewer() $$;
"""

# Somebody invited by name reads the word that waits for them, and nothing else, until they have answered.
INVITED = """
CREATE FUNCTION alongside_invited_as() RETURNS SETOF uuid LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public AS
$$ SELECT id FROM circle_member WHERE account_id = alongside_viewer() AND state = 'invited' $$;
ALTER POLICY circle_invitation_see ON circle_invitation USING (
  code_hash = alongside_link() OR member_id IN (SELECT m FROM alongside_held_members() m)
  OR member_id IN (SELECT m FROM alongside_invited_as() m));
ALTER POLICY circle_invitation_change ON circle_invitation USING (
  code_hash = alongside_link() OR member_id IN (SELECT m FROM alongside_held_members() m)
  OR member_id IN (SELECT m FROM alongside_invited_as() m)) WITH CHECK (
  code_hash = alongside_link() OR member_id IN (SELECT m FROM alongside_held_members() m)
  OR member_id IN (SELECT m FROM alongside_invited_as() m));
"""

# For an emergency look: which space is this account's, told only to somebody in post, and only if its holder allows it.
EMERGENCY = """
CREATE FUNCTION alongside_emergency_space(owner uuid) RETURNS uuid LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public AS
$$ SELECT s.id FROM circle_space s WHERE s.owner_id = owner AND s.break_glass_allowed
     AND EXISTS (SELECT 1 FROM alongside_my_services()) $$;
"""

# Whether somebody is in a circle now; a bare yes or no, for conditions of other tables.
IS_IN = """
CREATE FUNCTION alongside_is_in(member uuid) RETURNS boolean LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public AS
$$ SELECT EXISTS (SELECT 1 FROM circle_member m WHERE m.id = member AND m.state = 'in-circle') $$;
"""

# Somebody who works in a service asks to come in, and sees their own question; nothing else opens by it.
ASKING = """
CREATE POLICY circle_member_ask ON circle_member FOR INSERT TO PUBLIC WITH CHECK (
  account_id = alongside_viewer() AND state = 'wants-in' AND standing = 'professional'
  AND service_id IN (SELECT alongside_my_services()));
CREATE POLICY circle_member_asked ON circle_member FOR SELECT TO PUBLIC USING (
  account_id = alongside_viewer() AND state = 'wants-in');
"""

# Links that a member sends, with the person's leave. A link stands on its sender: it opens nothing once they may not send
# links any more, have no way of their own into that conversation, or are not here. `live` says their own rows in force.
SENDING = """
CREATE FUNCTION alongside_sender_stands(sender uuid, thread uuid) RETURNS boolean
  LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public AS
$$ WITH live AS (
     SELECT g.area, g.item, g.effect
       FROM circle_grant g JOIN circle_member m ON m.id = g.member_id JOIN circle_space s ON s.id = m.space_id
       JOIN people_account a ON a.id = m.account_id
      WHERE m.id = sender AND m.state = 'in-circle' AND m.standing IN ('carer', 'professional') AND a.is_active
        AND s.sharing_paused_at IS NULL
        AND (m.service_id IS NULL OR EXISTS (
          SELECT 1 FROM people_membership p WHERE p.account_id = m.account_id AND p.service_id = m.service_id
             AND (p.left_at IS NULL OR p.left_at > statement_timestamp())))
        AND g.purpose = CASE m.standing WHEN 'carer' THEN 'carer-support' ELSE 'direct-care' END
        AND g.withdrawn_at IS NULL AND g.starts_at <= statement_timestamp()
        AND (g.ends_at IS NULL OR g.ends_at > statement_timestamp())
        AND g.area IN ('links', 'conversation') AND (g.item IS NULL OR g.item = thread))
   SELECT EXISTS (SELECT 1 FROM live WHERE area = 'links' AND effect = 'allow')
      AND EXISTS (SELECT 1 FROM live WHERE area = 'conversation' AND effect = 'allow')
      AND NOT EXISTS (SELECT 1 FROM live WHERE effect = 'deny') $$;

CREATE OR REPLACE FUNCTION alongside_open_grants()
  RETURNS TABLE (space_id uuid, area text, item uuid, effect text, standing text, member_id uuid)
  LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public ROWS 20 AS
$$ SELECT g.space_id, g.area::text, g.item, g.effect::text, m.standing::text, m.id
     FROM circle_grant g JOIN circle_member m ON m.id = g.member_id JOIN circle_space s ON s.id = g.space_id
    WHERE m.id IN (SELECT alongside_my_members()) AND m.state = 'in-circle' AND s.sharing_paused_at IS NULL
      AND g.purpose = alongside_purpose() AND g.withdrawn_at IS NULL AND g.starts_at <= statement_timestamp()
      AND (g.ends_at IS NULL OR g.ends_at > statement_timestamp())
      AND (m.sent_by_id IS NULL OR alongside_sender_stands(m.sent_by_id, g.item))
   UNION ALL
   SELECT b.space_id, a.area, NULL, 'allow', 'emergency', NULL
     FROM circle_breakglass b CROSS JOIN (VALUES ('story'), ('communication'), ('notes')) AS a(area)
    WHERE alongside_purpose() = 'emergency' AND b.account_id = alongside_viewer()
      AND b.service_id IN (SELECT alongside_my_services())
      AND b.starts_at <= statement_timestamp() AND b.ends_at > statement_timestamp() $$;

-- Whether this is the viewer's own live place in that space, by which they may send links for the purpose they look for.
CREATE FUNCTION alongside_sends_here(sender uuid, space uuid) RETURNS boolean
  LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public AS
$$ SELECT EXISTS (SELECT 1 FROM circle_member m WHERE m.id = sender AND m.space_id = space
     AND m.account_id = alongside_viewer() AND m.standing IN ('carer', 'professional'))
   AND EXISTS (SELECT 1 FROM alongside_open_grants() g
     WHERE g.member_id = sender AND g.area = 'links' AND g.item IS NULL AND g.effect = 'allow') $$;

CREATE FUNCTION alongside_sent_by_me() RETURNS SETOF uuid LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public AS
$$ SELECT l.id FROM circle_member l JOIN circle_member m ON m.id = l.sent_by_id JOIN circle_space s ON s.id = m.space_id
    WHERE l.standing = 'outside' AND l.space_id = m.space_id AND m.id IN (SELECT alongside_my_members())
      AND m.state = 'in-circle' AND s.sharing_paused_at IS NULL $$;

-- Whether a link is new, the viewer's own, and may open this conversation: one link opens one.
CREATE FUNCTION alongside_may_point(link uuid, space uuid, thread uuid) RETURNS boolean
  LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public AS
$$ SELECT EXISTS (SELECT 1 FROM circle_member l WHERE l.id = link AND l.space_id = space AND l.standing = 'outside'
       AND l.state = 'in-circle' AND alongside_sends_here(l.sent_by_id, space)
       AND alongside_sender_stands(l.sent_by_id, thread))
   AND NOT EXISTS (SELECT 1 FROM circle_grant g WHERE g.member_id = link) $$;

-- A sender ends a link of theirs by this alone. A policy for changing rows would let them make something else of one.
CREATE FUNCTION alongside_end_sent(link uuid) RETURNS boolean LANGUAGE plpgsql SECURITY DEFINER SET search_path = public AS
$$ BEGIN
  UPDATE circle_member SET state = 'ended', changed_at = statement_timestamp()
   WHERE id = link AND state = 'in-circle' AND id IN (SELECT alongside_sent_by_me());
  RETURN FOUND;
END $$;

CREATE POLICY circle_member_send ON circle_member FOR INSERT TO PUBLIC WITH CHECK (
  standing = 'outside' AND state = 'in-circle' AND account_id IS NULL AND service_id IS NULL AND link_hash <> ''
  AND sent_by_id IS NOT NULL AND alongside_sends_here(sent_by_id, space_id));
-- The row may not see itself in the moment it is written, so its sender is asked for instead.
CREATE POLICY circle_member_sent ON circle_member FOR SELECT TO PUBLIC USING (
  standing = 'outside' AND sent_by_id IN (SELECT alongside_my_members())
  AND space_id IN (SELECT alongside_spaces_open()));
CREATE POLICY circle_grant_sent ON circle_grant FOR SELECT TO PUBLIC USING (
  member_id IN (SELECT alongside_sent_by_me()));
"""

# Which space is meant when somebody who works in a service asks to be let in: for the action only, never for a page.
# None too while they are there, invited or waiting, and for a month after the person said no or ended it.
ASKING_BY_ADDRESS = """
CREATE FUNCTION alongside_space_to_ask(owner uuid, service uuid) RETURNS uuid
  LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public AS
$$ SELECT s.id FROM circle_space s
    WHERE s.owner_id = owner AND owner <> alongside_viewer() AND service IN (SELECT alongside_my_services())
      AND NOT EXISTS (SELECT 1 FROM circle_member m WHERE m.space_id = s.id AND m.account_id = alongside_viewer()
        AND m.service_id = service AND (m.state IN ('invited', 'wants-in', 'in-circle', 'paused')
          OR (m.state = 'ended' AND m.changed_at > statement_timestamp() - interval '30 days'))) $$;
"""

# Whoever may touch a row of the circle without holding the space may answer with it and leave with it, and nothing else:
# not become somebody else, not change space, service or standing, and not let themselves in without having been picked.
OWN_PLACE = """
CREATE FUNCTION alongside_own_place() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public AS
$$ BEGIN
  IF session_user = (SELECT tableowner FROM pg_tables WHERE schemaname = 'public' AND tablename = 'circle_member')
     OR OLD.space_id IN (SELECT alongside_holds()) AND NEW.space_id = OLD.space_id THEN
    RETURN NEW;
  END IF;
  IF (NEW.space_id, NEW.standing, NEW.link_hash, NEW.since) IS DISTINCT FROM (OLD.space_id, OLD.standing, OLD.link_hash, OLD.since)
     OR NEW.service_id IS DISTINCT FROM OLD.service_id OR NEW.sent_by_id IS DISTINCT FROM OLD.sent_by_id
     OR (NEW.account_id IS DISTINCT FROM OLD.account_id
         AND NOT (OLD.account_id IS NULL AND OLD.state = 'invited' AND NEW.account_id = alongside_viewer()))
     OR (NEW.state <> OLD.state AND NOT (
           NEW.state IN ('left', 'declined', 'ended')
           OR (OLD.state = 'invited' AND NEW.state = 'wants-in')
           OR (OLD.state = 'invited' AND NEW.state = 'in-circle' AND OLD.account_id = alongside_viewer()
               AND 'name' = (SELECT i.way FROM circle_invitation i WHERE i.member_id = OLD.id ORDER BY i.made_at DESC LIMIT 1))))
  THEN
    RAISE EXCEPTION 'a place in a circle is changed by whoever holds the space' USING ERRCODE = 'insufficient_privilege';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER circle_member_own_place BEFORE UPDATE ON circle_member FOR EACH ROW EXECUTE FUNCTION alongside_own_place();
"""

# Facts and the log of looks are only ever added to.
RIGHTS = GRANT_TO_APP("REVOKE UPDATE, DELETE ON core_accessevent, core_fact FROM alongside_app;")
