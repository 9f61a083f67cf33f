from django.apps import AppConfig


class ConfigConfig(AppConfig):
    """The roof: commands, formats and display tags; it has no models."""

    name = "config"
    verbose_name = "Cấu hình"
