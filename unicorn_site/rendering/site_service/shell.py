"""The built page of the customers, with the head and the plain content of one address put in.

The content stands beside the element that the script fills; `src/shared/takeover.js` removes it once that has its own.
"""

import re

from site_service.feed import MEDIA_TYPE
from site_service.markup import data_script, element, text, void
from site_service.page import BRAND, Page

APP = "<customers-app></customers-app>"
TITLE = re.compile(r"<title>[^<]*</title>")
DESCRIPTION = re.compile(r'<meta name="description" content="[^"]*">')
NOT_INDEXED = '<meta name="robots" content="noindex">'  # wherever scripts alone say what is there, or that nothing is
NEEDS_SCRIPTS = re.compile(r"\s*<noscript>.*?</noscript>", re.DOTALL)


class NoPlace(Exception):
    """Raised when the built page has not exactly one place for what is put in."""


def filled(shell: str, page: Page, base: str) -> str:
    """Return the document of a page. Raises NoPlace."""
    document = _put(TITLE, element("title", text(page.title)), shell)
    document = _put(DESCRIPTION, void("meta", name="description", content=page.description), document)
    document = _put(NEEDS_SCRIPTS, "", document).replace(NOT_INDEXED, "")
    document = _put(re.compile("</head>"), f"{_head(page, base)}</head>", document)
    plain = element("div", page.content, id="plain")
    return _put(re.compile(re.escape(APP)), APP + plain, document)


def _put(place: re.Pattern[str], content: str, document: str) -> str:
    document, count = place.subn(lambda _: content, document, count=2)
    if count != 1:
        raise NoPlace(place.pattern)
    return document


def _head(page: Page, base: str) -> str:
    if page.path is None or page.data is None:
        return void("meta", name="robots", content="noindex", data_page=True)
    url, shown = base + page.path, page.preview
    properties = {
        "og:type": "website",
        "og:site_name": BRAND,
        "og:title": page.title,
        "og:description": page.description,
        "og:url": url,
        "og:locale": "en_GB",
        "og:image": base + shown.path,
        "og:image:width": shown.width,
        "og:image:height": shown.height,
        "og:image:alt": shown.alt,
    }
    names = {
        "twitter:card": "summary_large_image",
        "twitter:title": page.title,
        "twitter:description": page.description,
        "twitter:image": base + shown.path,
        "twitter:image:alt": shown.alt,
    }
    feed = (
        void("link", rel="alternate", type=MEDIA_TYPE, title="New homes", href=base + page.feed, data_page=True)
        if page.feed
        else ""
    )
    return "\n    ".join(
        [
            void("link", rel="canonical", href=url, data_page=True),
            *([feed] if feed else []),
            *(void("meta", property=name, content=value, data_page=True) for name, value in properties.items()),
            *(void("meta", name=name, content=value, data_page=True) for name, value in names.items()),
            data_script(page.data),
        ]
    )
