"""On PostgreSQL: the log of looks may be parted from the name of somebody who deleted their space, and from nothing else."""

from django.db import migrations

from alongside.core.row_security import on_postgres

# Only for a space that was deleted, and only the rows of whoever had opened it. Who else looked stays to be found.
FORGET_HOLDER = """
CREATE FUNCTION alongside_forget_holder(gone uuid) RETURNS boolean LANGUAGE plpgsql SECURITY DEFINER SET search_path = public AS
$$ BEGIN
  IF NOT EXISTS (SELECT 1 FROM core_fact WHERE kind = 'space.deleted' AND space = gone) THEN RETURN false; END IF;
  UPDATE core_accessevent SET actor = NULL, actor_name = '', actor_role = ''
   WHERE space = gone AND actor IN (SELECT f.by FROM core_fact f WHERE f.kind = 'space.opened' AND f.space = gone);
  RETURN true;
END $$;
"""


class Migration(migrations.Migration):
    dependencies = [("core", "0002_rights")]
    operations = [on_postgres(FORGET_HOLDER)]
