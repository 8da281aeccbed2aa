"""The text of a message that was written as HTML: what a reader sees, line by line."""

from __future__ import annotations

import re
from html.parser import HTMLParser

_BREAKS = frozenset(("p", "div", "br", "li", "ul", "ol", "tr", "table", "h1", "h2", "h3", "h4", "h5", "h6", "pre",
                     "blockquote", "hr"))  # fmt: skip
_UNSEEN = frozenset(("script", "style", "head", "title"))
_MARKUP = re.compile(r"<[a-zA-Z/!]|&[a-zA-Z#]")


class _Text(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.lines: list[str] = [""]
        self.unseen = 0
        self.href = ""
        self.linked = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.unseen += tag in _UNSEEN
        self._break(tag)
        if tag == "li":
            self.lines[-1] += "- "
        elif tag == "img":
            self.lines[-1] += "[image]"
        elif tag == "a":
            self.href, self.linked = dict(attrs).get("href") or "", ""

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag not in _UNSEEN:  # closed at once: it hides nothing
            self.handle_starttag(tag, attrs)

    def handle_endtag(self, tag: str) -> None:
        self.unseen = max(0, self.unseen - (tag in _UNSEEN))
        self._break(tag)
        if tag == "a" and self.href.startswith(("http://", "https://")) and self.href.rstrip("/") not in self.linked:
            self.lines[-1] += f" ({self.href})"
        self.href = "" if tag == "a" else self.href

    def handle_data(self, data: str) -> None:
        if not self.unseen:
            text = re.sub(r"[ \t\r\n\f]+", " ", data)
            self.linked += text
            self.lines[-1] += text

    def _break(self, tag: str) -> None:
        if tag in _BREAKS and self.lines[-1].strip() not in ("", "-"):
            self.lines.append("")


def text_of_html(html: str) -> str:
    """The text of some HTML: a line for each block, `- ` before list items, a link's address after its words.

    Text without a tag or a character reference is itself, letter by letter. Never raises: HTML has no errors.
    """
    if not _MARKUP.search(html):
        return html
    parser = _Text()
    parser.feed(html)
    parser.close()
    return "\n".join(line for each in parser.lines if (line := each.strip()))
