"""The options of the feed by OData's names; any other name is refused with the one that is meant.

A reader that is not answered what it asked for keeps a wrong copy. So nothing is ignored but what mails and
advertisements add to links.
"""

import re
from collections.abc import Mapping

from unicorn_kit.http import Request
from unicorn_kit.problems import invalid

TOP, FILTER, TOKEN = "$top", "$filter", "$skiptoken"
NAMES = (TOP, FILTER, TOKEN)
# Options that change nothing, by their values, and what to do in place of any other value.
FIXED: Mapping[str, tuple[tuple[str, ...], str]] = {
    "$orderby": (
        ("ModificationTimestamp", "ModificationTimestamp asc"),
        "records come in the order of ModificationTimestamp; leave it out",
    ),
    "$expand": (("Media",), "each record has its Media, and there is nothing else to expand; leave it out"),
    "$select": (("*",), "each record has all of its fields; leave it out"),
    "$count": (("false",), "nobody counts what changes while it is read; leave it out"),
    "$skip": (("0",), "skipped records would be read, and some missed; follow @odata.nextLink"),
    "$format": (("json", "application/json"), "there is JSON alone; leave it out"),
}
OF_OTHERS = re.compile("utm_[a-z_]+|[a-z]{1,3}clid")
_PAGES = "each page has the link to the next one; follow @odata.nextLink"
_SIZE = f"use {TOP} for the records of a page"
_NEWER = f"use {FILTER}, as in {FILTER}=ModificationTimestamp gt 2026-11-30T12:00:00.000Z"
HABITS = {
    **dict.fromkeys(("page", "pagenumber", "offset", "cursor", "start", "next", "token", "pagetoken"), _PAGES),
    **dict.fromkeys(("limit", "perpage", "pagesize", "size", "first", "count", "maxresults"), _SIZE),
    **dict.fromkeys(("modificationtimestamp", "since", "after", "newerthan", "modifiedsince", "from", "until"), _NEWER),
    **dict.fromkeys(("sort", "sortby", "order"), FIXED["$orderby"][1]),
    **dict.fromkeys(("fields", "include"), FIXED["$select"][1]),
}


def options(request: Request) -> Mapping[str, str]:
    """Return the options that have an effect. Raises Problem for the first one that is not there, or twice."""
    for name, value in request.last_query.items():
        if name in FIXED and value not in FIXED[name][0]:
            raise invalid(name, FIXED[name][1])
        if name not in FIXED and name not in NAMES and not OF_OTHERS.fullmatch(name):
            raise invalid(name[:60], _advice(name))
    return {name: value for name, value in request.query_of((*NAMES, *FIXED)).items() if name in NAMES}


def _advice(name: str) -> str:
    plain = "".join(letter for letter in name.lower() if letter.isalnum())
    meant = f"${plain}"
    if meant in FIXED:
        return f"its name is {meant}; {FIXED[meant][1]}"
    if meant in NAMES:
        return f"its name is {meant}"
    return HABITS.get(plain, f"there is no such option here; use {TOP}, {FILTER} or none")
