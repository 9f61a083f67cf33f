from django.apps import AppConfig
from django.db.models.signals import post_migrate


class UnionsConfig(AppConfig):
    name = "unions"
    verbose_name = "Tổ chức"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self):
        from unions import clock, guards  # noqa: F401  (clock registers its deployment check)

        guards.guard("unions_ledgerentry")
        post_migrate.connect(guards.recreate, dispatch_uid="guards")
