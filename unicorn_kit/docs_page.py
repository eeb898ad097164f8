"""The API's description as a page: Swagger UI, whose files Powertools ships, with nothing fetched from elsewhere."""

import json
from base64 import b64encode
from hashlib import sha256
from importlib.util import find_spec
from pathlib import Path
from typing import Any, NamedTuple

PAGE = """<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="UTF-8">
<meta name="viewport" content="width=device-width">
<title>{title}</title>
<link rel="icon" href="data:,">
<style>{css}</style>
</head>
<body>
<div id="page"></div>
<script>{library}</script>
<script>{start}</script>
</body>
</html>
"""


class Page(NamedTuple):
    """One self-contained HTML page, and the headers that let it run its own parts alone, in no frame."""

    html: str
    headers: dict[str, str]


def docs_page(document: dict[str, Any]) -> Page:
    files = _swagger_ui()
    css = (files / "swagger-ui.min.css").read_text()
    library = (files / "swagger-ui-bundle.min.js").read_text()
    description = json.dumps(document).replace("</", "<\\/")  # no text can end the script that it is in
    start = f'SwaggerUIBundle({{dom_id: "#page", deepLinking: true, filter: true, spec: {description}}})'
    html = PAGE.format(title=document["info"]["title"], css=css, library=library, start=start)
    return Page(html, {"Content-Security-Policy": _policy(css, library, start), "X-Frame-Options": "DENY"})


def _policy(css: str, *scripts: str) -> str:
    rules = {
        "default-src": "'none'",
        "script-src": " ".join(map(_hash, scripts)),
        "style-src": _hash(css),
        "img-src": "'self' data:",
        "connect-src": "'self'",  # "Try it out" calls the API that the page is of
        "base-uri": "'none'",
        "form-action": "'none'",
        "frame-ancestors": "'none'",
    }
    return "; ".join(f"{name} {value}" for name, value in rules.items())


def _hash(part: str) -> str:
    return f"'sha256-{b64encode(sha256(part.encode()).digest()).decode()}'"


def _swagger_ui() -> Path:
    """Return the folder, without the import of Powertools' event handler: it would be a third of a cold start."""
    powertools = find_spec("aws_lambda_powertools")
    assert powertools and powertools.submodule_search_locations
    return Path(powertools.submodule_search_locations[0], "event_handler", "openapi", "swagger_ui")
