"""Calls over TLS: the service's certificate must be valid for its name."""

import ssl
import threading
from collections.abc import Iterator
from contextlib import closing
from http.server import HTTPServer
from pathlib import Path

import pytest
from cryptography import x509

from benchmarks.tls import write_certificate
from tests.unit.kit.aws.fault_server import Handler
from unicorn_kit.aws.client import Client
from unicorn_kit.aws.errors import NoAnswer
from unicorn_kit.aws.signing import Credentials


@pytest.fixture(params=["localhost", "elsewhere.example"])
def service(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[tuple[str, Path, str]]:
    """A service on this machine, its certificate, and the name in it."""
    file = write_certificate(tmp_path / "service.pem", x509.DNSName(request.param))
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(file)
    with HTTPServer(("127.0.0.1", 0), type("Scripted", (Handler,), {"script": []})) as server:
        server.socket = context.wrap_socket(server.socket, server_side=True)
        server.handle_error = lambda *_: None  # type: ignore[method-assign]  # a handshake that the client gave up
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        yield f"https://localhost:{server.server_address[1]}", file, request.param
        server.shutdown()
        thread.join()


@pytest.mark.parametrize("trusted", [True, False])
def test_a_service_is_called_only_if_its_certificate_is_trusted_and_names_it(
    service: tuple[str, Path, str], monkeypatch: pytest.MonkeyPatch, trusted: bool
) -> None:
    url, file, name = service
    if trusted:
        monkeypatch.setenv("SSL_CERT_FILE", str(file))
    client = Client(
        "dynamodb", region="eu-west-1", credentials=Credentials("a", "b"), endpoint_url=url, attempts=1, seconds=2
    )
    with closing(client):
        if trusted and name == "localhost":
            assert client.get_item(TableName="homes", Key={})["ResponseMetadata"]["HTTPStatusCode"] == 200
        else:
            with pytest.raises(NoAnswer, match="CERTIFICATE_VERIFY_FAILED"):
                client.get_item(TableName="homes", Key={})
