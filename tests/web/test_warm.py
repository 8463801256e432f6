"""A server reads what its first pages need as it starts, through either door, so that nobody's first look waits for it."""

import os
import subprocess
import sys

import pytest
from django.conf import settings

from alongside.web.warm import FRAMES, HEAVY

ASK = """
import sys
import alongside.project.{door}
from django.template import engines
print(*sorted(sys.modules), *(name for _loader, name in engines["jinja2"].env.cache.keys()))
"""


@pytest.mark.parametrize("door", ["wsgi", "asgi"])
def test_the_first_page_of_a_server_finds_its_code_and_its_templates_read(door: str) -> None:
    told = {**os.environ, "ALONGSIDE_ENV": "test", "DJANGO_SETTINGS_MODULE": "alongside.project.settings"}
    asked = subprocess.run(
        [sys.executable, "-c", ASK.format(door=door)],
        cwd=settings.HOME,
        env=told,
        capture_output=True,
        text=True,
        timeout=60,
        check=True,
    )
    assert {*HEAVY, *FRAMES, "alongside.web.mirror.views", "alongside.web.home.views"} <= set(asked.stdout.split())
