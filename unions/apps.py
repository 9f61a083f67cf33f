from django.apps import AppConfig
from django.contrib.auth.signals import user_logged_in
from django.db.models.signals import post_migrate


class UnionsConfig(AppConfig):
    name = "unions"
    verbose_name = "Tổ chức"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self):
        from unions import guards, sessions

        guards.guard("unions_ledgerentry")
        post_migrate.connect(guards.recreate, dispatch_uid="guards")
        # Under the name of Django's own note, which comes later and would tell the real time in a demo.
        user_logged_in.connect(sessions.note_sign_in, dispatch_uid="update_last_login")
