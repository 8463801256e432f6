"""Makes strange text safe to show and keep: no control or direction marks, no broken letters, one space at a time.

It keeps the words as they are: `<script>` stays the text `<script>`. Narrative mark-up becomes plain text.
"""

from __future__ import annotations

import html
import re
from typing import Any, Final

import nh3

LONGEST_TITLE: Final = 300
LONGEST_DETAIL: Final = 4_000

# Controls, direction overrides and isolates, marks without width, the byte order mark, tags and non-characters.
# Joiners U+200C and U+200D stay: some scripts and emoji cannot be written without them.
_UNSEEN: Final = re.compile(
    "[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\xad\u061c\u180e\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f\ufeff"
    "\ufff0-\ufffb\ufffe\uffff\U000e0000-\U000e007f]"
)
_BROKEN: Final = re.compile("[\ud800-\udfff]")
_SPACES: Final = re.compile(r"\s+")
_USUAL: Final = re.compile(r"[!-~]+(?: [!-~]+)*")
_BLOCK_END: Final = re.compile(r"<(?:br|/p|/li|/td|/th|/tr|/h[1-6]|/div|/caption)\b[^>]*>", re.IGNORECASE)


def plain(text: Any, longest: int = LONGEST_TITLE) -> str:
    """The text on one line, safe and cut to length; nothing for what is not text.

    >>> plain("Back\\u202e pain\\x00\\n <b>again</b>")
    'Back pain <b>again</b>'
    """
    if type(text) is not str:
        return ""
    if len(text) <= longest and _USUAL.fullmatch(text):
        return text
    # Cut first with room to spare: a text of many megabytes is not worth cleaning to its end.
    shown = _UNSEEN.sub("", text[: longest * 8])
    shown = _SPACES.sub(" ", _BROKEN.sub("\ufffd", shown)).strip()
    if len(shown) > longest or len(text) > longest * 8:
        return shown[: longest - 1].rstrip() + "…"
    return shown


def narrative_as_text(div: Any) -> str:
    """A narrative's words without any mark-up, scripts or styles.

    >>> narrative_as_text("<div><p>Rest</p><script>x()</script><p>then walk &amp; stretch</p></div>")
    'Rest then walk & stretch'
    """
    if type(div) is not str:
        return ""
    spaced = _BLOCK_END.sub(lambda found: found.group() + " ", div)
    bare = nh3.clean(spaced, tags=set(), clean_content_tags={"script", "style"})
    return plain(html.unescape(bare), LONGEST_DETAIL)
