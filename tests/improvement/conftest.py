"""A service with something set out, and a change begun for it. Django is not set up yet when this file is read."""

from typing import Any
from uuid import UUID

import pytest


@pytest.fixture
def here() -> Any:
    from tests.listening.here import a_service_that_listens

    return a_service_that_listens()


@pytest.fixture
def priority(here: Any) -> UUID:
    from alongside.choosing.actions import priorities
    from tests.improvement.walk import as_

    return as_(here.lead, priorities.set_out, service=here.service, thing="P4.5", reason="Many said it.", dissent="").pk


@pytest.fixture
def change(here: Any, priority: UUID) -> UUID:
    from alongside.improvement.actions import trying
    from tests.improvement.walk import as_

    return as_(
        here.nurse, trying.begin, priority=priority, idea="The paper first, a call later", why="So it can sink in."
    ).pk
