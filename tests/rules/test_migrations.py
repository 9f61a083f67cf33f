"""Do the migrations make the tables that the models describe?"""

from io import StringIO

import pytest
from django.core.management import call_command


@pytest.mark.django_db
def test_no_migration_is_missing():
    said = StringIO()
    call_command("makemigrations", "--check", "--dry-run", stdout=said)  # exits with 1 when one is
    assert said.getvalue().strip() == "No changes detected"
