from django.apps import AppConfig


class EmulationConfig(AppConfig):
    name = "emulation"
    verbose_name = "Phong trào"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self):
        from emulation.impact import of_campaigns
        from unions.impact import register

        register(of_campaigns)
