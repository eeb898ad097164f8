"""The API's description as a page: Swagger UI, whose files Powertools ships, with nothing fetched from elsewhere."""

import json
from importlib.util import find_spec
from pathlib import Path
from typing import Any

PAGE = """<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="UTF-8">
<meta name="viewport" content="width=device-width">
<title>{title}</title>
<style>{css}</style>
</head>
<body>
<div id="page"></div>
<script>{script}</script>
<script>SwaggerUIBundle({{dom_id: "#page", deepLinking: true, filter: true, spec: {description}}})</script>
</body>
</html>
"""


def docs_page(document: dict[str, Any]) -> str:
    """Return one self-contained HTML page."""
    files = _swagger_ui()
    return PAGE.format(
        title=document["info"]["title"],
        css=(files / "swagger-ui.min.css").read_text(),
        script=(files / "swagger-ui-bundle.min.js").read_text(),
        description=json.dumps(document).replace("</", "<\\/"),  # no text can end the script that it is in
    )


def _swagger_ui() -> Path:
    """Return the folder, without the import of Powertools' event handler: it would be a third of a cold start."""
    powertools = find_spec("aws_lambda_powertools")
    assert powertools and powertools.submodule_search_locations
    return Path(powertools.submodule_search_locations[0], "event_handler", "openapi", "swagger_ui")
