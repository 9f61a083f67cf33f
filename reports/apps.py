from django.apps import AppConfig


class ReportsConfig(AppConfig):
    name = "reports"
    verbose_name = "Tổng hợp"
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self):
        from reports.duties import of_summaries
        from unions.duties import register

        register(of_summaries)
