from django.apps import AppConfig


class TargetsConfig(AppConfig):
    name = "targets"
    verbose_name = "Chỉ tiêu"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self):
        from targets.duties import of_targets as duties_of_targets
        from targets.impact import of_targets
        from unions import duties
        from unions.guards import guard
        from unions.impact import register

        register(of_targets)
        duties.register(duties_of_targets)
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
