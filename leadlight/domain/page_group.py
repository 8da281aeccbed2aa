"""Groups of pages: by rules that people write (`/blog/*` is "Blog"), else by the first part of the path."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from leadlight.domain.normalise import clean_text
from leadlight.domain.temperature import NO_VALUE
from leadlight.errors import RefusedError

SIGN = "="
"""Between pages and group where rules are written as text, one a line: `/blog/* = Blog`."""
MOST_RULES, LONGEST_PATTERN, LONGEST_NAME = 100, 200, 80


@dataclass(frozen=True, slots=True)
class PageRule:
    """Pages that match `pattern` belong to the group `name`. `*` stands for any text, none included.

    A pattern that begins with `/` is held against the path on any host, another one against host and path. `/blog/*` is
    `/blog` itself, too. Case does not matter.
    """

    pattern: str
    name: str


def checked_rules(rules: Iterable[tuple[str, str]]) -> tuple[PageRule, ...]:
    """The rules of (pattern, name) pairs, outer blanks off; pairs that are blank as a whole are left out.

    Raises RefusedError naming the rule at fault.
    """
    found = []
    for number, (pattern, name) in enumerate(rules, start=1):
        rule = PageRule(pattern.strip(), name.strip())
        if rule.pattern or rule.name:
            _refuse_wrong(number, rule)
            found.append(rule)
    if len(found) > MOST_RULES:
        raise RefusedError(f"there can be {MOST_RULES} rules at most, not {len(found)}", "rules")
    patterns = [rule.pattern.casefold() for rule in found]
    if twice := [rule.pattern for rule in found if patterns.count(rule.pattern.casefold()) > 1]:
        raise RefusedError(f"{twice[0]} stands in two rules: only the first could ever count", "rules")
    return tuple(found)


def _refuse_wrong(number: int, rule: PageRule) -> None:
    for what, text, most in (("pages", rule.pattern, LONGEST_PATTERN), ("group", rule.name, LONGEST_NAME)):
        if not text or len(text) > most:
            raise RefusedError(f"rule {number}: {what} takes 1 to {most} characters", "rules")
        clean_text(text)
    if SIGN in rule.name or "\n" in rule.pattern + rule.name:
        raise RefusedError(f"rule {number}: a group's name has no {SIGN}, and no rule goes over two lines", "rules")
    if rule.name == NO_VALUE:
        raise RefusedError(f"rule {number}: {NO_VALUE} stands for leads without a page; choose another name", "rules")


def from_text(text: str) -> tuple[PageRule, ...]:
    """The rules of a text, one a line. Raises RefusedError naming the line that is none."""
    pairs = []
    for number, line in enumerate(text.splitlines(), start=1):
        pattern, sign, name = line.rpartition(SIGN)
        if line.strip() and not sign:
            raise RefusedError(f"line {number}: write pages {SIGN} group, as in /blog/* {SIGN} Blog", "rules")
        pairs.append((pattern, name))
    return checked_rules(pairs)


def as_text(rules: Iterable[PageRule]) -> str:
    """The rules as `from_text` reads them."""
    return "\n".join(f"{rule.pattern} {SIGN} {rule.name}" for rule in rules)


def written(rules: Iterable[PageRule]) -> list[list[str]]:
    """The rules as the record keeps them: [pattern, name] pairs in order."""
    return [[rule.pattern, rule.name] for rule in rules]


@lru_cache(maxsize=256)
def read(text: str) -> tuple[PageRule, ...]:
    """The rules of the record's JSON."""
    return tuple(PageRule(pattern, name) for pattern, name in json.loads(text))


@lru_cache(maxsize=65_536)
def group_of(path: str | None, rules: tuple[PageRule, ...]) -> str | None:
    """The group of a page (a normalised path): that of the first rule it matches, else `host/first-part`.

    A value that is no page is its own group; None stays None.
    """
    if path is None:
        return None
    for rule in rules:
        if is_like(rule.pattern, path):
            return rule.name
    return "/".join(path.split("/", 2)[:2])


def is_like(pattern: str, path: str | None) -> bool:
    """Whether a page (a normalised path) is the pattern's, as PageRule says; None is nobody's."""
    if path is None:
        return False
    pattern, folded = pattern.casefold(), path.casefold()
    _, slash, rest = folded.partition("/")
    return _matches(pattern, slash + rest if pattern.startswith("/") else folded)


def _matches(pattern: str, text: str) -> bool:
    """Whether the text is the pattern's, `*` being any text; in one pass, however many stars there are."""
    if pattern.endswith("/*") and _matches(pattern[:-2], text):
        return True
    first, *others = pattern.split("*")
    if not others:
        return text == first
    *middle, last = others
    if not text.startswith(first) or not text[len(first) :].endswith(last):
        return False
    at, end = len(first), len(text) - len(last)
    for part in middle:
        found = text.find(part, at, end)
        if found < 0:
            return False
        at = found + len(part)
    return True
