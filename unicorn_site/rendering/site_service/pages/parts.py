"""What several plain pages have: the way to a page, images, lists. Markup and classes are those of the scripts."""

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple
from urllib.parse import quote, urlencode

from site_service import texts
from site_service.markup import element, text, void

SCHEMA = "https://schema.org"


class Step(NamedTuple):
    """A step on the way from all places to a page."""

    name: str
    path: str


EVERYWHERE = Step("All places", "/")


def crumbs(steps: Sequence[Step]) -> str:
    """Return the way to a page, which is the last step."""
    *before, page = [EVERYWHERE, *steps]
    links = [element("a", text(step.name), href=step.path) for step in before]
    here = element("span", text(page.name), aria_current="page")
    return element("nav", element("ol", _items([*links, here])), class_="crumbs", aria_label="You are here")


def breadcrumb(base: str, steps: Sequence[Step]) -> dict[str, Any]:
    """Return the same way by schema.org."""
    return {
        "@type": "BreadcrumbList",
        "itemListElement": [
            {"@type": "ListItem", "position": position, "name": step.name, "item": base + step.path}
            for position, step in enumerate([EVERYWHERE, *steps], 1)
        ],
    }


def item_list(base: str, entries: Sequence[Step]) -> dict[str, Any]:
    """Return a list of pages by schema.org."""
    return {
        "@type": "ItemList",
        "numberOfItems": len(entries),
        "itemListElement": [
            {"@type": "ListItem", "position": position, "name": entry.name, "url": base + entry.path}
            for position, entry in enumerate(entries, 1)
        ],
    }


def image(
    found: Mapping[str, Any], alt: str, sizes: str, *, eager: bool = False, width: int = 800, height: int = 600
) -> str:
    """Return an image in the width that fits; `eager` are those that are seen first."""
    urls: Mapping[str, str] = found["urls"]
    return element(
        "span",
        void(
            "img",
            alt=alt,
            width=width,
            height=height,
            sizes=sizes,
            loading="eager" if eager else "lazy",
            fetchpriority="high" if eager else "auto",
            decoding="async",
            srcset=", ".join(f"{url} {wide}w" for wide, url in urls.items()),
            src=file_of(urls, 800),
        ),
        class_="image",
    )


def file_of(urls: Mapping[str, str], width: int) -> str:
    """Return the address of the smallest file that is at least so wide, else of the widest."""
    widths = sorted(urls, key=int)
    return urls[next((wide for wide in widths if int(wide) >= width), widths[-1])]


def notice(title: str, body: str, link: Step, *, heading: str = "h1") -> str:
    content = element(heading, text(title)) + element("p", text(body))
    return element("section", content + element("a", text(link.name), class_="button", href=link.path), class_="notice")


def more(path: str, cursor: str | None, **query: str) -> str:
    """Return the link to the next page of a list."""
    if cursor is None:
        return ""
    link = element(
        "a",
        "Show more",
        class_="button quiet",
        rel="next",
        href=f"{path}?{urlencode({**query, 'cursor': cursor}, quote_via=quote)}",
    )
    return element("p", link, class_="more")


def search_box(typed: str = "") -> str:
    """Return the form that asks for homes in words."""
    field = void(
        "input",
        type="search",
        id="typed",
        name="q",
        value=typed,
        maxlength=texts.TYPED_MAX,
        placeholder=texts.BOX_EXAMPLE,
        autocomplete="off",
        enterkeyhint="search",
    )
    label = element("label", text(texts.BOX_LABEL), for_="typed")
    button = element("button", text(texts.BOX_BUTTON), class_="button")
    content = label + element("div", field + button, class_="row")
    return element("form", content, class_="box", role="search", action="/search/")


def items(entries: Sequence[str], **attributes: str) -> str:
    return element("ul", _items(entries), **attributes)


def _items(entries: Sequence[str]) -> str:
    return "".join(element("li", entry) for entry in entries)
