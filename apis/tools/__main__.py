"""`python -m apis.tools check | baseline`: refuse changes that break clients of an API, or publish the current APIs.

`baseline` refuses breaking changes too; `baseline --accept-breaking` publishes them.
"""

import sys

from apis.tools.baseline import APIS, PROJECT, current, path_of, published, write
from apis.tools.documents import breaking_changes

FIX = "Undo it, or offer the new form beside the old one; to break clients on purpose, see apis/README.md."


def check() -> int:
    """Print every breaking change; return 1 if there is one."""
    found = [(api, change) for api in APIS for change in breaking_changes(published(api), current(api))]
    for api, change in found:
        print(f"{api}: {change} (against {path_of(api).relative_to(PROJECT)}).", file=sys.stderr)
    print(f"the APIs: {len(found)} breaking changes. {FIX}" if found else "the APIs break no client")
    return 1 if found else 0


def baseline(*, accept_breaking: bool) -> int:
    """Make the current documents the published ones, unless that breaks clients and was not asked for."""
    if any(path_of(api).exists() for api in APIS) and check() and not accept_breaking:
        return 1
    for api in APIS:
        write(api)
    return 0


def main(arguments: list[str]) -> int:
    match arguments:
        case ["check"]:
            return check()
        case ["baseline"]:
            return baseline(accept_breaking=False)
        case ["baseline", "--accept-breaking"]:
            return baseline(accept_breaking=True)
    sys.exit("usage: python -m apis.tools check | baseline [--accept-breaking]")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
