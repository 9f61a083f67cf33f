from django.db import migrations, models
from django.db.models import Q


class Migration(migrations.Migration):
    dependencies = [("unions", "0006_people_search")]

    operations = [
        migrations.AddField(
            model_name="mandate",
            name="withdrawn_at",
            field=models.DateTimeField(blank=True, null=True, verbose_name="rút lại lúc"),
        ),
        migrations.RemoveConstraint(model_name="mandate", name="mandate_once_open"),
        migrations.AddConstraint(
            model_name="mandate",
            constraint=models.UniqueConstraint(
                condition=Q(until_on__isnull=True, withdrawn_at__isnull=True),
                fields=("user", "body", "role"),
                name="mandate_once_open",
                violation_error_message="Người này đang giữ vai trò ấy ở đơn vị.",
            ),
        ),
    ]
