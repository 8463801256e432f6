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

# Facts and the log of looks are only ever added to.
RIGHTS = GRANT_TO_APP("REVOKE UPDATE, DELETE ON core_accessevent, core_fact FROM alongside_app;")
