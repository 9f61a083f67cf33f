from django.apps import AppConfig


class EmulationConfig(AppConfig):
    name = "emulation"
    verbose_name = "Phong trào"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self):
        from emulation.duties import of_campaigns as duties_of_campaigns
        from emulation.fact_effects import of_campaigns as fact_effects
        from emulation.impact import of_campaigns
        from unions import duties
        from unions import fact_effects as figures
        from unions.impact import register

        register(of_campaigns)
        figures.register(fact_effects)
        duties.register(duties_of_campaigns)
