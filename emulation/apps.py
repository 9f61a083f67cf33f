from django.apps import AppConfig


class EmulationConfig(AppConfig):
    name = "emulation"
    verbose_name = "Phong trào"
    default_auto_field = "django.db.models.BigAutoField"
