"""What axe-core finds in the way of people who use a page without a mouse, or by ear."""

from __future__ import annotations

from importlib.resources import files

from tests.support.browsing import Visit

SCRIPT = (files("axe_playwright_python") / "axe.min.js").read_text("utf-8")
RUN = """async () => {
  const { violations } = await axe.run(document, { resultTypes: ['violations'] });
  return violations.filter(({ impact }) => impact !== 'minor').flatMap(({ id, impact, nodes }) =>
    nodes.map(({ target, html }) => `${id} (${impact}): ${target.join(' ')} ${html.slice(0, 120)}`));
}"""


def barriers(visit: Visit) -> list[str]:
    """Everything moderate or worse on the page as it stands: rule, place and element."""
    if not visit.page.evaluate("'axe' in window"):
        visit.page.evaluate(SCRIPT)
    violations = visit.page.evaluate(RUN)
    assert isinstance(violations, list)
    return violations
