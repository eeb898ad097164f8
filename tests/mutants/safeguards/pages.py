"""Safeguards: the pages without JavaScript."""

from tests.mutants.mutant import Area, Mutant

CODE = "unicorn_site/rendering/site_service/"
TESTS = "tests/unit/site/"

AREA = Area(
    "Pages without JavaScript",
    (
        Mutant(
            "A text in a page is no markup",
            f"{CODE}markup.py",
            "return escape(str(value), quote=True)",
            "return str(value)",
            f"{TESTS}test_rendered_pages.py::test_nothing_that_a_person_wrote_becomes_markup",
        ),
        Mutant(
            "A text in a page ends no attribute",
            f"{CODE}markup.py",
            "quote=True",
            "quote=False",
            f"{TESTS}test_rendered_pages.py::test_nothing_that_a_person_wrote_becomes_markup",
        ),
        Mutant(
            "A text in a page's data ends no script",
            f"{CODE}markup.py",
            ".translate(IN_SCRIPTS)",
            "",
            f"{TESTS}test_rendered_pages.py::test_nothing_that_a_person_wrote_becomes_markup",
        ),
        Mutant(
            "A text is put into the built page as it is",
            f"{CODE}shell.py",
            "place.subn(lambda _: content, document, count=2)",
            "place.subn(content, document, count=2)",
            f"{TESTS}test_rendered_pages.py::test_nothing_that_a_person_wrote_becomes_markup",
        ),
        Mutant(
            "No price on request is in a page's data",
            f"{CODE}pages/listing_data.py",
            'if listing["price_on_request"] or listing["listprice"] is None:',
            'if listing["listprice"] is None:',
            f"{TESTS}test_listing_data.py::test_a_price_on_request_is_nowhere",
        ),
        Mutant(
            "A rent without a period has no price of a square metre",
            f"{CODE}price_per_area.py",
            ' or (listing["contract"] == "rent" and not period)',
            "",
            f"{TESTS}test_rendered_pages.py::"
            "test_a_home_shows_its_address_for_paper_and_the_price_of_a_square_metre_where_it_is_known",
        ),
        Mutant(
            "A home that was public is gone, and no other",
            f"{CODE}origin.py",
            'json.loads(problem).get("was_public") is True',
            'json.loads(problem).get("was_public") is not None',
            f"{TESTS}test_rendered_pages.py::test_a_home_that_never_was_public_is_not_found_and_one_that_was_is_gone",
        ),
        Mutant(
            "Search engines keep no page that is not there",
            f"{CODE}shell.py",
            'return void("meta", name="robots", content="noindex", data_page=True)',
            'return ""',
            f"{TESTS}test_rendered_pages.py::test_a_home_that_never_was_public_is_not_found_and_one_that_was_is_gone",
        ),
        Mutant(
            "Search engines keep nothing that scripts alone fill, nor an address where nothing is",
            "unicorn_site/frame.html",
            '<meta name="robots" content="noindex">',
            "",
            f"{TESTS}test_rendered_pages.py::test_what_a_script_alone_fills_is_not_indexed_and_a_page_that_there_is_is",
        ),
        Mutant(
            "Search engines may keep every page that there is",
            f"{CODE}shell.py",
            '.replace(NOT_INDEXED, "")',
            "",
            f"{TESTS}test_rendered_pages.py::test_what_a_script_alone_fills_is_not_indexed_and_a_page_that_there_is_is",
        ),
        Mutant(
            "A page that could not be read is not kept",
            f"{CODE}answers.py",
            'HTTPStatus.SERVICE_UNAVAILABLE, "text/html", NOT_KEPT',
            'HTTPStatus.SERVICE_UNAVAILABLE, "text/html", PAGES_KEPT',
            f"{TESTS}test_rendered_pages.py::test_while_the_api_fails_a_browser_gets_the_page_and_a_crawler_comes_back",
        ),
        Mutant(
            "Every home is in a part of its city's sitemap",
            f"{CODE}sitemap.py",
            "crc32(property_id.encode()) % self.parts == self.number - 1",
            "crc32(property_id.encode()) % self.parts == self.number",
            f"{TESTS}test_sitemap.py::test_homes_that_stay_public_are_named_while_others_come_and_go",
        ),
        Mutant(
            "Only so many addresses of a city's sitemap are read",
            f"{CODE}sitemap.py",
            "self.parts <= PARTS_MAX and self.parts.bit_count() == 1",
            "self.parts <= PARTS_MAX",
            f"{TESTS}test_sitemap.py::test_there_are_no_other_parts",
        ),
        Mutant(
            "Only a stage for people is indexed",
            "unicorn_cli/site/publish.py",
            "is_indexed=outputs[PARAMETER] == PROD",
            "is_indexed=True",
            "tests/unit/cli/test_publish_site.py::test_search_engines_are_told_of_stages_for_people_alone",
        ),
        Mutant(
            "The function that renders reads the site's host alone",
            f"{CODE}handlers/render_pages.py",
            "if not HOST.fullmatch(host):",
            "if not host:",
            f"{TESTS}test_render_pages.py::test_what_is_no_host_of_a_site_is_not_read",
        ),
        Mutant(
            "Nobody but the distribution calls the function that renders",
            "unicorn_site/template.yaml",
            "FunctionUrlConfig: {AuthType: AWS_IAM}",
            "FunctionUrlConfig: {AuthType: NONE}",
            "tests/infra/test_distribution.py::test_only_the_distribution_may_call_the_function_that_renders",
        ),
        Mutant(
            "A caller does not choose the host of a page's links",
            "unicorn_site/template.yaml",
            "request.headers['x-forwarded-host'] = { value: request.headers.host.value };",
            "request.headers['x-forwarded-host'] = request.headers['x-forwarded-host'] || request.headers.host;",
            "tests/infra/test_distribution.py"
            "::test_a_rendered_page_knows_the_host_of_the_site_and_no_parameter_but_its_cursor",
        ),
        Mutant(
            "A draft is not said to have been public",
            "unicorn_web/src/web_service/adapters/search/public_listings.py",
            'any(one["M"]["status"]["S"] == APPROVED for one in past)',
            "bool(past)",
            "tests/adapters/web/test_public_listings.py::test_a_listing_was_public_if_it_was_approved_before",
        ),
    ),
)
