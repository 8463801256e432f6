"""The second wall of themes: words are read by those of their study while their giver's yes holds; a round is blind while it lasts."""

from alongside.core.row_security import guard

FUNCTIONS = """
CREATE FUNCTION alongside_studies(roles text[]) RETURNS SETOF uuid LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public AS
$$ SELECT m.study_id FROM themes_studymember m JOIN people_account a ON a.id = m.account_id
   WHERE m.account_id = alongside_viewer() AND a.is_active AND m.left_at IS NULL AND m.role = ANY (roles) $$;

-- A study that this viewer opened and that nobody is in yet: its opener may come in first.
CREATE FUNCTION alongside_empty_studies() RETURNS SETOF uuid LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public AS
$$ SELECT s.id FROM themes_study s WHERE s.opened_by = alongside_viewer()
   AND NOT EXISTS (SELECT 1 FROM themes_studymember m WHERE m.study_id = s.id) $$;

CREATE FUNCTION alongside_still_read(wanted uuid) RETURNS boolean LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public AS
$$ SELECT EXISTS (SELECT 1 FROM themes_roundcoder c WHERE c.round_id = wanted AND c.finished_at IS NULL AND c.excused_at IS NULL) $$;

CREATE FUNCTION alongside_drafts_behind_link() RETURNS SETOF uuid LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public AS
$$ SELECT c.draft_id FROM themes_refinecode c WHERE c.code_hash = alongside_link() AND alongside_link() <> ''
   AND c.ends_at > statement_timestamp() $$;

-- A giver's words, and every mark on them, go: on the wish of the giver, told to a researcher or said with their own code.
CREATE FUNCTION alongside_forget_words(wanted uuid) RETURNS boolean LANGUAGE plpgsql SECURITY DEFINER SET search_path = public AS
$$ DECLARE held uuid;
BEGIN
  SELECT d.study_id INTO held FROM themes_document d WHERE d.id = wanted AND d.withdrawn_at IS NULL AND (
    d.study_id IN (SELECT alongside_studies(ARRAY['researcher']))
    OR (d.return_hash <> '' AND d.return_hash = alongside_link() AND alongside_viewer() IS NULL));
  IF held IS NULL THEN RETURN false; END IF;
  DELETE FROM themes_coding WHERE document_id = wanted;
  DELETE FROM themes_suggestion WHERE document_id = wanted;
  DELETE FROM themes_settlement WHERE document_id = wanted;
  DELETE FROM themes_themeexcerpt WHERE document_id = wanted;
  UPDATE themes_document SET withdrawn_at = statement_timestamp(), words = '', called = '' WHERE id = wanted;
  UPDATE themes_study SET taken_back = taken_back + 1 WHERE id = held;
  RETURN true;
END $$;

-- Words whose last day is over, or whose story its author changed or took back, go for good. Anybody may ask for that.
CREATE FUNCTION alongside_forget_lapsed() RETURNS integer LANGUAGE plpgsql SECURITY DEFINER SET search_path = public AS
$$ DECLARE over uuid[];
BEGIN
  SELECT array_agg(d.id) INTO over FROM themes_document d WHERE d.withdrawn_at IS NULL AND (d.ends_at <= statement_timestamp()
    OR (d.story IS NOT NULL AND NOT alongside_story_stands(d.story, d.words, 'making-principles')));
  IF over IS NULL THEN RETURN 0; END IF;
  DELETE FROM themes_coding WHERE document_id = ANY (over);
  DELETE FROM themes_suggestion WHERE document_id = ANY (over);
  DELETE FROM themes_settlement WHERE document_id = ANY (over);
  DELETE FROM themes_themeexcerpt WHERE document_id = ANY (over);
  UPDATE themes_document SET withdrawn_at = statement_timestamp(), words = '', called = '' WHERE id = ANY (over);
  RETURN cardinality(over);
END $$;
"""
ALL = "alongside_studies(ARRAY['researcher', 'peer-researcher', 'follows'])"
READ = "alongside_studies(ARRAY['researcher', 'peer-researcher'])"
KEPT = "alongside_studies(ARRAY['researcher'])"
IN = f"study_id IN (SELECT {ALL})"
WORK = f"study_id IN (SELECT {READ})"
KEEP = f"study_id IN (SELECT {KEPT})"
LENT = """(withdrawn_at IS NULL AND ends_at > statement_timestamp()
  AND (story IS NULL OR alongside_story_stands(story, words, 'making-principles')))"""
MY_INTERVIEW = "(return_hash <> '' AND return_hash = alongside_link() AND alongside_viewer() IS NULL)"
READABLE = f"document_id IN (SELECT id FROM themes_document WHERE {WORK})"
BLIND = "(coder_id = alongside_viewer() OR NOT alongside_still_read(round_id))"
MY_MARK = f"{READABLE} AND coder_id = alongside_viewer()"
DRAFTS = f"SELECT id FROM themes_draft WHERE {IN}"
DRAFTS_MADE = f"SELECT id FROM themes_draft WHERE {WORK}"
MINE = "(voter = alongside_respondent() AND voter <> '-')"
BEHIND = "SELECT alongside_drafts_behind_link()"

POLICIES = "\n".join(
    (
        guard(
            "themes_study",
            see=f"id IN (SELECT {ALL})",
            write="alongside_facilitates() AND opened_by = alongside_viewer()",
            change=f"id IN (SELECT {KEPT})",
        ),
        guard(
            "themes_studymember",
            see=f"{IN} OR account_id = alongside_viewer()",
            write=f"{KEEP} OR (account_id = alongside_viewer() AND study_id IN (SELECT alongside_empty_studies()))",
            change=f"{KEEP} OR account_id = alongside_viewer()",
        ),
        guard(
            "themes_document",
            see=f"({WORK} AND {LENT}) OR {MY_INTERVIEW}",
            write=KEEP,
            change=KEEP,
        ),
        guard(
            "themes_wordslook",
            see=f"{READABLE} OR document_id IN (SELECT id FROM themes_document WHERE {MY_INTERVIEW})",
            write=f"{READABLE} AND account_id = alongside_viewer()",
            change="false",
        ),
        guard("themes_code", see=IN, write=WORK, change=WORK),
        guard("themes_command", see=IN, write=WORK, change="false"),
        guard("themes_readinground", see=IN, write=KEEP, change="false"),
        guard(
            "themes_roundcoder",
            see="round_id IN (SELECT id FROM themes_readinground)",
            write=f"round_id IN (SELECT id FROM themes_readinground WHERE {KEEP})",
            change=f"account_id = alongside_viewer() OR round_id IN (SELECT id FROM themes_readinground WHERE {KEEP})",
        ),
        guard("themes_coding", see=f"{READABLE} AND {BLIND}", write=MY_MARK, change=MY_MARK, remove=MY_MARK),
        guard("themes_suggestion", see=f"{READABLE} AND {BLIND}", write=MY_MARK, change="false"),
        guard("themes_settlement", see=f"{READABLE} AND NOT alongside_still_read(round_id)"),
        guard("themes_theme", see=IN, write=WORK, change=WORK),
        guard("themes_themeexcerpt", see=READABLE, remove=READABLE),
        guard("themes_draft", see=f"{IN} OR id IN ({BEHIND})", write=WORK, change=WORK),
        guard(
            "themes_wording",
            see=f"draft_id IN ({DRAFTS}) OR draft_id IN ({BEHIND})",
            write=f"draft_id IN ({DRAFTS_MADE})",
            change="false",
        ),
        guard(
            "themes_refinement",
            see=f"{MINE} OR draft_id IN ({DRAFTS})",
            write=f"{MINE} AND draft_id IN ({BEHIND})",
            change=f"{MINE} AND draft_id IN ({BEHIND})",
        ),
        guard(
            "themes_focusgroup",
            see=f"draft_id IN ({DRAFTS})",
            write=f"draft_id IN ({DRAFTS_MADE})",
            change="false",
        ),
    )
)
