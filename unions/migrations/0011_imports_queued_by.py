"""Who let an import be taken did so when it was queued: one name for both."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("unions", "0010_invite_lists")]

    operations = [migrations.RenameField("bodyimport", "taken_by", "queued_by")]
