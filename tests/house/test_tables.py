"""The tables and the words agree: no change of a table waits for its migration."""

from io import StringIO

import pytest
from django.core.management import call_command


@pytest.mark.sqlite
@pytest.mark.django_db
def test_every_change_of_a_table_has_its_migration():
    said = StringIO()
    try:
        call_command("makemigrations", check=True, dry_run=True, stdout=said)
    except SystemExit:
        pytest.fail(f"run `manage.py makemigrations`:\n{said.getvalue()}")


@pytest.mark.django_db
def test_the_product_finds_nothing_wrong_with_itself_at_the_start():
    call_command("check", fail_level="WARNING", stdout=StringIO())
