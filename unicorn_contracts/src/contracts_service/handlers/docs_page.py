"""The API's description as a page: Swagger UI as Powertools ships it, with nothing fetched from elsewhere."""

import json
from pathlib import Path
from typing import Any

from aws_lambda_powertools.event_handler.openapi.swagger_ui import html


def docs_page(document: dict[str, Any]) -> str:
    """Return one self-contained HTML page."""
    files = Path(html.__file__).parent
    return html.generate_swagger_html(
        spec=json.dumps(document).replace("</", "<\\/"),  # no text of ours can end the script it stands in
        swagger_js=(files / "swagger-ui-bundle.min.js").read_text(),
        swagger_css=(files / "swagger-ui.min.css").read_text(),
        swagger_base_url="",
        oauth2_config=None,
    )
