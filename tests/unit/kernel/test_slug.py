"""The fast way to a slug, and the library's."""

from hypothesis import given
from hypothesis import strategies as st
from slugify import slugify

from unicorn_kernel.property_id import slug


@given(st.text(alphabet="aZ09 -", max_size=12) | st.text(max_size=12))
def test_the_fast_way_is_the_librarys(part: str) -> None:
    assert slug(part) == slugify(part)
