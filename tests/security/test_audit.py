"""What an audit of the pinned packages says: what is vulnerable, and what nobody knows."""

import re

from tests.security.audit import Audited, of_npm, of_pip_audit, requirements, told
from tests.security.scan import Finding
from tests.templates import PROJECT

KNOWN = {"id": "PYSEC-2026-1", "fix_versions": ["2.0"], "aliases": ["CVE-2026-1"], "description": "no"}
UNKNOWN = {"name": "six", "skip_reason": "Dependency not found on PyPI"}


def test_a_vulnerable_package_is_a_finding() -> None:
    listed = [{"name": "a", "version": "1.0", "vulns": [KNOWN]}, {"name": "b", "version": "1.0", "vulns": []}, UNKNOWN]
    found = of_pip_audit("requirements/dev.txt", {"dependencies": listed})
    vulnerable = Finding("pip-audit", "PYSEC-2026-1", "requirements/dev.txt", "a 1.0; fixed in 2.0")
    assert found == Audited("requirements/dev.txt", 3, 1, [vulnerable])


def test_a_vulnerable_module_is_a_finding_once() -> None:
    known = {"url": "https://github.com/advisories/GHSA-1", "title": "no"}
    report = {
        "vulnerabilities": {"a": {"via": [known]}, "b": {"via": ["a"]}},
        "metadata": {"dependencies": {"total": 9}},
    }
    assert of_npm("unicorn_site", report).findings == [Finding("npm", "GHSA-1", "unicorn_site", "a: no")]


def test_an_index_that_does_not_answer_is_said_and_is_no_sound_audit() -> None:
    silent = of_npm("unicorn_site", {"message": "405 Method Not Allowed", "statusCode": 405})
    none, some = (
        of_pip_audit("x", {"dependencies": [UNKNOWN]}),
        of_pip_audit("y", {"dependencies": [UNKNOWN, {"name": "a", "version": "1"}]}),
    )
    assert told([silent, none, some]) == [
        "! unicorn_site: not audited: 405 Method Not Allowed",
        "! x: not audited: the index knows none of its 1 packages",
        "! y: 1 of 2 packages not audited: the index does not know them",
        "1 pinned packages audited in 3 locks: 0 known vulnerabilities",
    ]


def test_every_file_that_is_locked_is_audited() -> None:
    locked = set(re.findall(r"[\w/-]+\.txt", (PROJECT / "scripts" / "lock").read_text()))
    assert "requirements/dev.txt" in locked
    assert locked <= {str(path.relative_to(PROJECT)) for path in requirements()}
