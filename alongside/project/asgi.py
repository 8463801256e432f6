"""The door for pages and live updates together (ASGI)."""

import os

from django.core.asgi import get_asgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "alongside.project.settings")
application = get_asgi_application()

from alongside.web.warm import warm  # noqa: E402 - the pages can be read only once the line above has set Django up

warm()
