import django.db.models.deletion
import django.db.models.functions.text
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ("unions", "0007_grants_withdrawn"),
    ]

    operations = [
        migrations.CreateModel(
            name="Session",
            fields=[
                (
                    "session_key",
                    models.CharField(
                        max_length=40, primary_key=True, serialize=False, verbose_name="session key"
                    ),
                ),
                ("session_data", models.TextField(verbose_name="session data")),
                ("expire_date", models.DateTimeField(db_index=True, verbose_name="expire date")),
                ("uid", models.UUIDField(editable=False, null=True)),
                ("device", models.CharField(blank=True, max_length=300, verbose_name="thiết bị")),
                ("address", models.CharField(blank=True, max_length=45, verbose_name="địa chỉ")),
                ("began_at", models.DateTimeField(null=True, verbose_name="đăng nhập lúc")),
                ("seen_at", models.DateTimeField(null=True, verbose_name="dùng lần cuối")),
                (
                    "user",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="sessions",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={"verbose_name": "phiên đăng nhập"},
        ),
        migrations.CreateModel(
            name="WrongCode",
            fields=[
                (
                    "id",
                    models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID"),
                ),
                ("address", models.CharField(max_length=45, verbose_name="địa chỉ")),
                ("started_at", models.DateTimeField(db_index=True, verbose_name="từ lúc")),
                ("tries", models.PositiveIntegerField(default=0, verbose_name="số lần")),
            ],
            options={"verbose_name": "mã nhập sai"},
        ),
        migrations.AddConstraint(
            model_name="wrongcode",
            constraint=models.UniqueConstraint(
                fields=("address", "started_at"),
                name="wrong_code_once_a_quarter",
                violation_error_message="Địa chỉ này đã có bộ đếm cho 15 phút ấy.",
            ),
        ),
        migrations.AddIndex(
            model_name="user",
            index=models.Index(django.db.models.functions.text.Lower("email"), name="user_by_email"),
        ),
    ]
