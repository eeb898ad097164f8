"""The routes of what customers find, and of the names of places: one row for each."""

from http import HTTPStatus

from unicorn_kit.routes import Route
from web_service.api.parameters import CACHE, ETAG, IF_NONE_MATCH, LINK, TEXT
from web_service.api.paths import PROPERTY
from web_service.api.search.queries import BOX, LOCALITIES, MAP, SEARCH

CURRENCY = {"Price-Currency": {"description": "of all prices found, where prices were compared", "schema": TEXT}}
IMAGE_FILES = {
    "Link-Template": {
        "description": "the addresses of the cards' images (RFC 9652): `property_id` and `image_id` are members of a "
        "card, `width` is one of `widths`, in pixels",
        "schema": TEXT,
    }
}

ROUTES = (
    Route(
        "PUT",
        "/localities/{country}",
        handler=".handlers.listings_api.rename_country",
        summary="Change the name of a country, as customers see it; admins only",
        body=".api.search.bodies.LocalityName",
        answer=".api.search.answers.Country",
        problems=(400, 404, 413),
    ),
    Route(
        "PUT",
        "/localities/{country}/{city}",
        handler=".handlers.listings_api.rename_city",
        summary="Change the name of a city, as customers see it; admins only",
        body=".api.search.bodies.LocalityName",
        answer=".api.search.answers.City",
        problems=(400, 404, 413),
    ),
    Route(
        "GET",
        "/search",
        handler=".handlers.search_api.list_countries",
        summary="List the countries that have approved listings",
        access="public",
        answer=".api.search.answers.Country",
        many=True,
        parameters=(*LOCALITIES, IF_NONE_MATCH),
        headers=LINK | ETAG | CACHE,
        empty=(HTTPStatus.NOT_MODIFIED,),
        problems=(400,),
    ),
    Route(
        "GET",
        "/search/{country}",
        handler=".handlers.search_api.list_cities",
        summary="List the cities of a country that have approved listings",
        access="public",
        answer=".api.search.answers.City",
        many=True,
        parameters=(*LOCALITIES, IF_NONE_MATCH),
        headers=LINK | ETAG | CACHE,
        empty=(HTTPStatus.NOT_MODIFIED,),
        problems=(400,),
    ),
    Route(
        "GET",
        "/search/{country}/{city}",
        handler=".handlers.search_api.search_city",
        summary="Find the approved listings of a city",
        access="public",
        answer=".api.search.answers.Card",
        many=True,
        parameters=(*SEARCH, IF_NONE_MATCH),
        headers=LINK | CURRENCY | IMAGE_FILES | ETAG | CACHE,
        empty=(HTTPStatus.NOT_MODIFIED,),
        problems=(400,),
    ),
    Route(
        "GET",
        "/search/{country}/{city}/{street}",
        handler=".handlers.search_api.search_street",
        summary="Find the approved listings of a street",
        access="public",
        answer=".api.search.answers.Card",
        many=True,
        parameters=(*SEARCH, IF_NONE_MATCH),
        headers=LINK | CURRENCY | IMAGE_FILES | ETAG | CACHE,
        empty=(HTTPStatus.NOT_MODIFIED,),
        problems=(400,),
    ),
    Route(
        "GET",
        "/search-homes/{country}",
        handler=".handlers.search_api.search_country",
        summary="Find the approved listings of a country",
        access="public",
        answer=".api.search.answers.Card",
        many=True,
        parameters=(*SEARCH, IF_NONE_MATCH),
        headers=LINK | CURRENCY | IMAGE_FILES | ETAG | CACHE,
        empty=(HTTPStatus.NOT_MODIFIED,),
        problems=(400,),
    ),
    Route(
        "GET",
        "/search-map",
        handler=".handlers.search_api.search_map",
        summary="Find the approved listings of a part of the map, in whichever places it lies",
        access="public",
        answer=".api.search.answers.Card",
        many=True,
        parameters=(*MAP, IF_NONE_MATCH),
        headers=LINK | IMAGE_FILES | ETAG | CACHE,
        empty=(HTTPStatus.NOT_MODIFIED,),
        problems=(400,),
    ),
    Route(
        "GET",
        "/search-suggestions",
        handler=".handlers.search_api.suggest",
        summary="Read what somebody typed: the place and the filters that are meant, and places to choose from",
        access="public",
        answer=".api.search.answers.Understood",
        parameters=(*BOX, IF_NONE_MATCH),
        headers=ETAG | CACHE,
        empty=(HTTPStatus.NOT_MODIFIED,),
        problems=(400,),
    ),
    Route(
        "GET",
        PROPERTY,
        handler=".handlers.search_api.read_listing",
        summary="Read one approved listing",
        access="public",
        answer=".api.search.answers.Details",
        parameters=(IF_NONE_MATCH,),
        headers=ETAG | CACHE,
        empty=(HTTPStatus.NOT_MODIFIED,),
        problems=(400, 404),
    ),
)
