"""Addresses that need no account."""

from alongside.web.visitor.principles import principle_urls

urlpatterns = [*principle_urls]
