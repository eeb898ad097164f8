"""Safeguards: the site's server."""

from tests.mutants.mutant import Area, Mutant

CODE = "unicorn_cli/site/"

AREA = Area(
    "The site's server",
    (
        Mutant(
            "Every response of the site has the security headers",
            f"{CODE}server.py",
            "            **SECURITY,\n",
            "",
            "tests/unit/cli/test_site.py::test_every_answer_carries_the_security_headers",
        ),
        Mutant(
            "No page of the site can be framed",
            f"{CODE}headers.py",
            '    "X-Frame-Options": "DENY",\n',
            "",
            "tests/infra/test_site.py::test_cloudfront_sends_the_security_headers_of_the_local_server",
        ),
        Mutant(
            "Every page has a content security policy",
            f"{CODE}server.py",
            '            "Content-Security-Policy": self.site.policy,\n',
            "",
            "tests/unit/cli/test_site.py::test_every_answer_carries_the_security_headers",
        ),
        Mutant(
            "Scripts assign no text as markup",
            f"{CODE}headers.py",
            '        "require-trusted-types-for": "\'script\'",\n',
            "",
            "tests/infra/test_site.py::test_cloudfront_sends_the_policy_of_the_local_server",
        ),
        Mutant(
            "Another name of this machine reaches no API",
            f"{CODE}server.py",
            'if self.headers.get("Host") == self.host:',
            "if self.host:",
            "tests/unit/cli/test_site_forwarding.py::test_another_name_for_this_machine_reaches_no_api",
        ),
        Mutant(
            "A body at the site's server is bounded",
            f"{CODE}server.py",
            "if len(length) > len(str(BODY_MAX)) or int(length) > BODY_MAX:",
            "if not length:",
            "tests/unit/cli/test_site_forwarding.py::test_a_body_is_bounded",
        ),
        Mutant(
            "A cookie of one caller is not sent for another",
            f"{CODE}forwarding.py",
            "self._client.send(request, stream=True)",
            (
                "self._client.send(self._client.build_request(request.method, request.url, "
                "headers=request.headers, content=request.content, extensions=request.extensions), stream=True)"
            ),
            "tests/unit/cli/test_site_forwarding.py::test_a_cookie_of_one_caller_is_not_sent_for_another",
        ),
        Mutant(
            "Connections that come at once wait for their turn",
            f"{CODE}server.py",
            "request_queue_size = 1024",
            "request_queue_size = 5",
            "tests/unit/cli/test_site.py::test_connections_that_come_at_once_wait_for_their_turn",
        ),
        Mutant(
            "Pages are published after the files that they name",
            f"{CODE}publish.py",
            "sorted(new, key=_last_the_pages)",
            "sorted(new)",
            "tests/unit/cli/test_publish_site.py::test_a_page_is_published_after_the_files_that_it_names",
        ),
    ),
)
