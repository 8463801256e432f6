"""On PostgreSQL: histories are only added to, and the words of a published version never change, whoever asks."""

from django.db import migrations

from alongside.core.row_security import GRANT_TO_APP, on_postgres

ADDED_ONLY = GRANT_TO_APP(
    """
        REVOKE UPDATE, DELETE, TRUNCATE ON principles_setchange FROM alongside_app;
        REVOKE UPDATE, DELETE, TRUNCATE ON principles_provenanceedge FROM alongside_app;
        REVOKE UPDATE, DELETE, TRUNCATE ON principles_serviceset FROM alongside_app;
    """
)
SEALED = """
CREATE FUNCTION principles_sealed_words() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF EXISTS (
    SELECT 1 FROM principles_setversion
    WHERE id = OLD.set_version_id AND status IN ('published', 'retired')
  ) THEN
    RAISE EXCEPTION 'the words of a published version never change';
  END IF;
  IF TG_OP = 'DELETE' THEN RETURN OLD; END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER practice_words_stay BEFORE UPDATE OR DELETE ON principles_setpractice
  FOR EACH ROW EXECUTE FUNCTION principles_sealed_words();
CREATE TRIGGER principle_words_stay BEFORE UPDATE OR DELETE ON principles_setprinciple
  FOR EACH ROW EXECUTE FUNCTION principles_sealed_words();
"""


class Migration(migrations.Migration):
    dependencies = [("principles", "0001_initial"), ("core", "0002_rights")]
    operations = [on_postgres(ADDED_ONLY), on_postgres(SEALED)]
