"""All clients, in the order in which `make clients` prints them."""

from tests.clients import event_models, modelina, openapi_generator, openapi_python_client, openapi_typescript, orval
from tests.clients.readers import AJV, PARSER, SPECTRAL

CLIENTS = (
    openapi_python_client.CLIENT,
    openapi_generator.CLIENT,
    openapi_typescript.CLIENT,
    orval.CLIENT,
    event_models.CLIENT,
    modelina.CLIENT,
    PARSER,
    AJV,
    SPECTRAL,
)
