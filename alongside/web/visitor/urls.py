"""Addresses that need no account."""

from alongside.web.visitor.principles import principle_urls
from alongside.web.visitor.reply import reply_urls

urlpatterns = [*principle_urls, *reply_urls]
