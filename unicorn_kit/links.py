"""Links from one page of a list to the next (RFC 8288)."""

from collections.abc import Mapping
from urllib.parse import urlencode


def next_page(parameters: Mapping[str, object]) -> dict[str, str]:
    """Return the header that links to the page with these query parameters, relative to the one that is answered."""
    return {"Link": f'<?{urlencode(parameters)}>; rel="next"'}
