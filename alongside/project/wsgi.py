"""The door for pages (WSGI)."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "alongside.project.settings")
application = get_wsgi_application()

from alongside.web.warm import warm  # noqa: E402 - the pages can be read only once the line above has set Django up

warm()
