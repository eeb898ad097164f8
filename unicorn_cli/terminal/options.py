"""What several commands take, and where all of them write."""

from typing import Annotated

import typer
from rich.console import Console

answers = Console(soft_wrap=True, highlight=False)
messages = Console(stderr=True, soft_wrap=True, highlight=False)

Stage = Annotated[str, typer.Option(help="local, or dev or prod on AWS with your own credentials")]
OneProperty = Annotated[str | None, typer.Option("--property", help="only what is about this property")]
AsJson = Annotated[bool, typer.Option("--json", help="as JSON")]
