from django.db import migrations, models

from unions.vietnamese import fold, person_sort_key


def fill(apps, schema_editor):
    """Everybody known so far is found by name, too."""
    people = apps.get_model("unions", "User").objects.only("full_name", "username", "pk")
    lot = []
    for person in people.iterator(chunk_size=2000):
        person.sort_key = person_sort_key(person.full_name)
        person.search_text = f" {fold(person.full_name)}| {fold(person.username)}"[:400]
        lot.append(person)
        if len(lot) == 500:
            people.model.objects.bulk_update(lot, ["sort_key", "search_text"])
            lot = []
    people.model.objects.bulk_update(lot, ["sort_key", "search_text"])


def index_words(apps, schema_editor):
    """As for bodies (0004): PostgreSQL finds pieces of names by groups of three letters where it can."""
    if schema_editor.connection.vendor != "postgresql":
        return
    with schema_editor.connection.cursor() as cursor:
        cursor.execute("SELECT 1 FROM pg_extension WHERE extname = 'pg_trgm'")
        if cursor.fetchone() is None:
            return
        cursor.execute(
            "CREATE INDEX IF NOT EXISTS user_by_words ON unions_user USING gin (search_text gin_trgm_ops)"
        )


def forget_index(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute("DROP INDEX IF EXISTS user_by_words")


class Migration(migrations.Migration):

    dependencies = [
        ("unions", "0005_tree_counts"),
    ]

    operations = [
        migrations.AddField(
            model_name="user",
            name="search_text",
            field=models.CharField(default="", editable=False, max_length=400),
        ),
        migrations.RunPython(fill, migrations.RunPython.noop),
        migrations.AddIndex(
            model_name="user",
            index=models.Index(fields=["sort_key"], name="user_by_name"),
        ),
        migrations.RunPython(index_words, forget_index),
    ]
