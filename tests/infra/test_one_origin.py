"""The pages call their own origin and the images bucket, so no API knows of other origins: no CORS is left."""

import re
import subprocess
from collections.abc import Iterator

import pytest

from tests.infra.stacks import every, properties, resources
from tests.templates import PROJECT

CODE = ["template.yaml", "unicorn_*", "apis/tools", "demo", "benchmarks"]
ENDINGS = (".py", ".js", ".mjs", ".json", ".yaml", ".html")
WORDS = re.compile(r"(?i:access-control-|allow(ed)?_?origin|site_?origin|cors)|\bOPTIONS\b(?! =)|do_OPTIONS")
AS_A_BROWSER = "unicorn_cli/health/requests.py"  # asks the bucket what a browser asks it before an upload
NAMES = {"schema.org", "purl.org", "www.w3.org"}  # words for data about a home, and of SVG
LEFT = {  # the form that sends an upload to the bucket; what forwards every method; a name of something else
    ("template.yaml", "CorsConfiguration:"),
    ("template.yaml", "CorsRules:"),
    ("template.yaml", 'AllowedOrigins: ["*"]'),
    (
        "unicorn_site/template.yaml",
        "AllowedMethods: &every-method [GET, HEAD, OPTIONS, PUT, PATCH, POST, DELETE] # CloudFront knows no other set",
    ),
    ("unicorn_cli/site/server.py", "do_PUT = do_PATCH = do_DELETE = do_OPTIONS = do_POST"),
    ("unicorn_site/tools/check.py", "*OPTIONS,"),
}


def lines() -> Iterator[tuple[str, str]]:
    """Yield every line of code and templates, with its file."""
    listed = subprocess.run(["git", "ls-files", *CODE], cwd=PROJECT, capture_output=True, text=True, check=True)
    for name in listed.stdout.splitlines():
        if name.endswith(ENDINGS) and name != AS_A_BROWSER and (PROJECT / name).is_file():
            yield from ((name, line.strip()) for line in (PROJECT / name).read_text().splitlines())


def test_no_word_of_cors_is_left() -> None:
    assert {(name, line) for name, line in lines() if WORDS.search(line)} == LEFT


def test_the_pages_know_no_address_but_names_of_vocabularies_and_of_the_user_pool() -> None:
    """Everything else that they call begins with a slash, or is the address in a ticket for an upload."""
    sources = [
        path for path in (PROJECT / "unicorn_site" / "src").rglob("*") if path.suffix in {".js", ".css", ".html"}
    ]
    assert sources
    hosts = {host for path in sources for host in re.findall(r"\b(?:https?|wss?):/{0,2}([^/`'\" ]+)", path.read_text())}
    assert hosts - NAMES == {"cognito-idp.${region}.amazonaws.com"}  # who has issued a token; it is not called


@pytest.mark.parametrize(("folder", "api"), every("AWS::ApiGateway::RestApi"))
def test_no_route_answers_a_preflight(folder: str, api: str) -> None:
    paths = properties(folder, api)["Body"]["paths"]
    assert paths
    assert not [path for path, methods in paths.items() if "options" in methods]


def test_the_images_bucket_takes_the_form_of_an_upload_from_any_page_and_waits_for_no_distribution() -> None:
    [rule] = properties(".", "ImagesBucket")["CorsConfiguration"]["CorsRules"]
    assert (rule["AllowedMethods"], rule["AllowedOrigins"]) == (["POST"], ["*"])
    assert not resources(".", "AWS::CloudFront::Distribution")
