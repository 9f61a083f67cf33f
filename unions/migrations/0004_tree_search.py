from django.db import migrations, models


def index_words(apps, schema_editor):
    """PostgreSQL finds any piece of a name by its groups of three letters; SQLite reads its smaller lists.

    A server without the extension still searches, only more slowly.
    """
    if schema_editor.connection.vendor != "postgresql":
        return
    with schema_editor.connection.cursor() as cursor:
        cursor.execute("SELECT 1 FROM pg_available_extensions WHERE name = 'pg_trgm'")
        if cursor.fetchone() is None:
            return
        cursor.execute("CREATE EXTENSION IF NOT EXISTS pg_trgm")
        cursor.execute(
            "CREATE INDEX IF NOT EXISTS body_by_words ON unions_unionbody USING gin (search_text gin_trgm_ops)"
        )


def forget_index(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute("DROP INDEX IF EXISTS body_by_words")


class Migration(migrations.Migration):

    dependencies = [
        ("unions", "0003_blocs_dissolved"),
    ]

    operations = [
        migrations.AddIndex(
            model_name="unionbody",
            index=models.Index(fields=["sort_key"], name="body_by_name"),
        ),
        migrations.RunPython(index_words, forget_index),
    ]
