"""The names of a search's parameters: filters are read, misspelt ones refused, and the parameters of others ignored.

Links that people share carry names of others (`utm_source`, `fbclid`). The CDN drops them by the same rule, so that its
cache does not grow by them: `SitePublicReadPaths` in unicorn_site/template.yaml.
"""

import re
from collections.abc import Collection, Mapping

from unicorn_kit.http import Request
from unicorn_kit.problems import invalid

SHORT = 5  # letters: a name with as many may differ in one letter, a longer one in two
BEGINNING = 3  # letters that are enough to begin like a name
OF_OTHERS = {"action", "ad", "ads", "campaign", "device", "fb", "gad", "hsa", "match", "mtm", "pk", "share", "utm"}
_WORD = re.compile("[A-Z]?[a-z]+|[A-Z]+")


def known(request: Request, names: Collection[str], filters: Collection[str]) -> Mapping[str, str]:
    """Return the parameters with these names. Raises Problem for one that is twice there, or a misspelt filter."""
    for name in request.last_query:
        if name in names:
            continue
        if name in filters:
            raise invalid(name, f"this list has no such parameter; use {either(names)}")
        if near := [one for one in filters if is_near(name, one)]:
            meant = min(near, key=lambda one: _edits("".join(_words(name)), "".join(_words(one))))
            raise invalid(name[:60], f"there is no such parameter; did you mean {meant}?")
    return request.query_of(names)


def is_near(name: str, filter_name: str) -> bool:
    """Return whether a name has a word of a filter's, begins like it, or differs from it in a letter or two.

    One that begins with a word of advertisers is theirs, whatever follows (`campaign_type`).
    """
    words, theirs = _words(name), _words(filter_name)
    if words[:1] and words[0] in OF_OTHERS:
        return False
    if set(words) & set(theirs):
        return True
    given, wanted = "".join(words), "".join(theirs)
    if len(given) >= BEGINNING and (given.startswith(wanted) or wanted.startswith(given)):
        return True
    most = 1 if len(wanted) <= SHORT else 2
    return abs(len(given) - len(wanted)) <= most and _edits(given, wanted) <= most


def either(names: Collection[str]) -> str:
    *others, last = names
    return f"{', '.join(others)} or {last}"


def _words(name: str) -> list[str]:
    return [word.lower() for word in _WORD.findall(name)]


def _edits(one: str, other: str) -> int:
    """Return how many letters must be added, removed, changed or swapped with the next to make one of the other."""
    rows = [list(range(len(other) + 1))]
    for i, letter in enumerate(one, 1):
        row = [i]
        for j, theirs in enumerate(other, 1):
            row.append(min(rows[-1][j] + 1, row[-1] + 1, rows[-1][j - 1] + (letter != theirs)))
            if i > 1 and j > 1 and letter == other[j - 2] and one[i - 2] == theirs:
                row[-1] = min(row[-1], rows[-2][j - 2] + 1)
        rows.append(row)
    return rows[-1][-1]
