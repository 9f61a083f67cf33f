from django.apps import AppConfig


class TargetsConfig(AppConfig):
    name = "targets"
    verbose_name = "Chỉ tiêu"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self):
        from targets.impact import of_targets
        from unions.guards import guard
        from unions.impact import register

        register(of_targets)
        guard("targets_signature")
        guard("targets_pledgeline")
        guard(
            "targets_pledge",
            frozen_columns=(
                "content",
                "content_hash",
                "code",
                "version",
                "participant_id",
                "bloc_id",
                "opened_at",
            ),
            once="OLD.state <> 'drafted'",
        )
