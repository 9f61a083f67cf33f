"""Where does a web server find this site?"""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
site = get_wsgi_application()


def application(environ, start_response):
    """Browsers send UTF-8; an alphabet named by hand would break Django off before any page could answer."""
    parts = environ.get("CONTENT_TYPE", "").split(";")
    kept = [part for part in parts if not part.strip().lower().startswith("charset")]
    return site({**environ, "CONTENT_TYPE": ";".join(kept)}, start_response)
