"""Who let an import be taken: not always who brought the file."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("unions", "0008_accounts_sessions")]

    operations = [
        migrations.AddField(
            model_name="bodyimport",
            name="taken_by",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="imports_taken",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
    ]
