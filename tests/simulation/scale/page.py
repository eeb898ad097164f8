"""`make scale`: write the figures of docs/scale.md, those that are computed and those that are simulated."""

from benchmarks import search_costs
from tests.simulation.scale import simulated
from tests.templates import PROJECT

PAGE = PROJECT / "docs" / "scale.md"
END = "<!-- end of the {} figures -->"
BEGIN = "<!-- {} by `make scale` -->\n"


def with_figures(kind: str, figures: str, page: str | None = None) -> str:
    """Return the page with other figures of a kind, `computed` or `simulated`."""
    page = PAGE.read_text() if page is None else page
    before, _, rest = page.partition(BEGIN.format(kind))
    end = END.format(kind)
    return f"{before}{BEGIN.format(kind)}\n{figures}\n{end}{rest.partition(end)[2]}"


if __name__ == "__main__":
    written = with_figures("computed", search_costs.figures())
    PAGE.write_text(with_figures("simulated", simulated.figures(), written))
    print(PAGE.read_text())
