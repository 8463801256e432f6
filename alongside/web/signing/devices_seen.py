"""When each signed-in device was last here, for the list of devices: looked up once a minute, not written on every page."""

import time
from collections import OrderedDict
from collections.abc import Callable

from allauth.usersessions.models import UserSession
from django.http import HttpRequest, HttpResponseBase

A_MINUTE = 60.0
# Sessions remembered in one process; beyond that the one seen longest ago is forgotten and simply written again.
REMEMBERED = 5000


class DevicesSeen:
    """Keeps the row of a signed-in device fresh to the minute. Ending a device ends its session itself, at once."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response
        self.written: OrderedDict[tuple[str, str, str], float] = OrderedDict()

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        key = request.session.session_key
        if key and request.user.is_authenticated:
            # Another browser with the same session is written at once: that is what the list is for.
            device = (key, request.META.get("HTTP_USER_AGENT", ""), request.META.get("REMOTE_ADDR", ""))
            now = time.monotonic()
            if now - self.written.get(device, -A_MINUTE) >= A_MINUTE:
                UserSession.objects.create_from_request(request)
                self.written[device] = now
                self.written.move_to_end(device)
                while len(self.written) > REMEMBERED:
                    self.written.popitem(last=False)
        return self.get_response(request)
