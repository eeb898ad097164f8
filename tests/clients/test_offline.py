"""The cheaper half of `make clients OFFLINE=1`: what Python alone generates and compiles."""

from pathlib import Path

import pytest

from tests.clients import descriptions, event_models, openapi_python_client, python, tools
from tests.clients.client import Client, examine
from tests.clients.work import Failed, Work

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module", autouse=True)
def installed() -> None:
    tools.install_python()


@pytest.mark.parametrize("client", [openapi_python_client.CLIENT, event_models.CLIENT], ids=lambda client: client.name)
def test_the_client_is_generated_and_compiles(client: Client, tmp_path: Path) -> None:
    line = examine(client, Work(folder=tmp_path / "client", descriptions=descriptions.of_the_code()))
    assert line.is_good, line


def test_a_sample_that_the_models_refuse_is_a_no(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    work = Work(folder=tmp_path / "client", descriptions={})
    work.clear()
    event_models.generate(work)
    python.add_story(work, event_models.STORY)
    event_models.read_samples(work)
    [revoked] = (work.folder / "models").glob("PublicationRevoked*.py")
    revoked.write_text(revoked.read_text().replace("    property_id: ", "    property: str\n    property_id: "))
    with pytest.raises(Failed, match="PublicationRevoked"):
        event_models.read_samples(work)
