"""Safeguards: the client of AWS."""

from tests.mutants.mutant import Area, Equivalent, Mutant

CODE = "unicorn_kit/aws/"

AREA = Area(
    "The client of AWS",
    (
        Mutant(
            "A damaged answer is no answer",
            f"{CODE}wire.py",
            'raise NoAnswer("the answer\'s checksum is wrong")',
            "pass",
            "tests/unit/kit/aws/test_damaged_answers.py::test_a_damaged_answer_is_asked_for_again",
        ),
        Mutant(
            "What comes after a damaged answer is not the next one",
            f"{CODE}client.py",
            "            self._connection.close()  # what may still come",
            "            # what may still come",
            "tests/unit/kit/aws/test_damaged_answers.py::test_what_comes_after_a_damaged_answer_is_not_the_next_one",
        ),
        Mutant(
            "A transaction has one token in all its attempts",
            f"{CODE}client.py",
            (
                "        if method in self._service.token_operations:\n"
                '            arguments.setdefault("ClientRequestToken", urandom(18).hex())'
                "  # 36 characters, the most there may be\n"
            ),
            "",
            ("tests/unit/kit/aws/test_clocks_and_connections.py::test_a_transaction_has_one_token_in_all_its_attempts"),
        ),
        Mutant(
            "A wrong clock is corrected by that of the service",
            f"{CODE}client.py",
            "        self._skew = skew\n        return True",
            "        return True",
            (
                "tests/unit/kit/aws/test_clocks_and_connections.py::"
                "test_a_clock_that_is_wrong_is_put_right_by_the_service"
            ),
        ),
        Mutant(
            "A wrong key is not tried for ever",
            f"{CODE}client.py",
            "        if not SKEW_LEAST < abs(skew - self._skew) < SKEW_MOST:\n            return False\n",
            "",
            "tests/unit/kit/aws/test_clocks_and_connections.py::test_a_wrong_key_is_not_tried_for_ever",
        ),
        Mutant(
            "A connection that was closed meanwhile costs no attempt",
            f"{CODE}connection.py",
            "        if self._is_stale():\n            self.close()\n",
            "",
            (
                "tests/unit/kit/aws/test_clocks_and_connections.py::"
                "test_a_connection_that_was_closed_meanwhile_costs_no_attempt"
            ),
        ),
        Mutant(
            "The body of a request is signed",
            f"{CODE}signing.py",
            "{sha256(body).hexdigest()}",
            "{sha256(b'').hexdigest()}",
            "tests/unit/kit/aws/test_signing.py::test_a_changed_byte_of_the_body_changes_the_signature",
        ),
        Mutant(
            "The token of a role is signed with the request",
            f"{CODE}signing.py",
            "    if credentials.session_token:\n",
            "    if not credentials:\n",
            "tests/unit/kit/aws/test_signing.py::test_every_header_of_random_requests_equals_that_of_botocore",
        ),
        Mutant(
            "In a long outage each call is sent once, not three times",
            f"{CODE}retries.py",
            "        if cost > self._left:\n            return 0\n",
            "",
            "tests/unit/kit/aws/test_retries.py::test_in_a_long_outage_each_call_asks_once_until_something_succeeds",
        ),
        Mutant(
            "A throttled caller waits longer than one whose answer was lost",
            f"{CODE}retries.py",
            "(PAUSE_THROTTLED if throttled else PAUSE)",
            "PAUSE",
            "tests/unit/kit/aws/test_retries.py::test_a_throttled_call_waits_longer_than_one_whose_answer_was_lost",
        ),
        Mutant(
            "An answer that ends early is no answer",
            f"{CODE}answers.py",
            "if len(content) < size:",
            "if size < 0:",
            "tests/unit/kit/aws/test_answers.py::test_what_is_damaged_is_no_answer",
        ),
        Mutant(
            "AWS is called by a checked certificate",
            f"{CODE}connection.py",
            "context = ssl.create_default_context()",
            "context = ssl._create_unverified_context()",
            (
                "tests/unit/kit/aws/test_tls.py::"
                "test_a_service_is_called_only_if_its_certificate_is_trusted_and_names_it"
            ),
        ),
    ),
    (
        Equivalent(
            "The length of an answer is not bounded",
            "unicorn_kit/aws/answers.py",
            "an answer that ends before its length is refused anyway; the bound saves memory and changes no answer",
        ),
    ),
)
