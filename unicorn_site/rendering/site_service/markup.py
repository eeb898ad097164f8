"""HTML and JSON that may contain any text: nothing that a person wrote ends an element, an attribute or a script."""

import json
from collections.abc import Mapping
from html import escape
from typing import Any

# In a script element only `<` matters. The others end a line in old readers of JavaScript, or an entity in XHTML.
IN_SCRIPTS = {ord(character): f"\\u{ord(character):04x}" for character in "<>&\u2028\u2029"}


def text(value: object) -> str:
    """Return a text for the content of an element or for an attribute in quotes."""
    return escape(str(value), quote=True)


def element(name: str, content: str = "", /, **attributes: object) -> str:
    """Return an element around HTML; attributes that are None are left out, `class_` stands for `class`."""
    return f"<{name}{_attributes(attributes)}>{content}</{name}>"


def void(name: str, /, **attributes: object) -> str:
    """Return an element that has no content."""
    return f"<{name}{_attributes(attributes)}>"


def data_script(data: Mapping[str, Any]) -> str:
    """Return a block of JSON-LD. Browsers run no script of this type, so a content security policy allows it."""
    content = json.dumps(data, ensure_ascii=False, separators=(",", ":")).translate(IN_SCRIPTS)
    return f'<script type="application/ld+json" data-page>{content}</script>'


def _attributes(given: Mapping[str, object]) -> str:
    named = ((name.rstrip("_").replace("_", "-"), value) for name, value in given.items() if value is not None)
    return "".join(f" {name}" if value is True else f' {name}="{text(value)}"' for name, value in named)
