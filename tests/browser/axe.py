"""What axe-core and a ruler find wrong with the page that is shown now."""

from pathlib import Path

from playwright.sync_api import Page

SOURCE = (Path(__file__).resolve().parents[2] / "node_modules" / "axe-core" / "axe.min.js").read_text()
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
# What still fades would be measured in a colour that nobody reads; beside an open dialog nothing can be used.
RUN = """async options => {
  for (let calm = 0; calm < 2; calm = document.getAnimations().length ? 0 : calm + 1) {
    await new Promise(requestAnimationFrame);
  }
  const part = document.querySelector("dialog[open]") ?? document;
  const found = await axe.run(part, { ...options, resultTypes: ["violations"] });
  return found.violations.flatMap(({ id, nodes }) => nodes.map(({ target, failureSummary }) =>
    `${id}: ${target.join(" ")}: ${failureSummary.split("\\n").slice(1).join(" ").trim()}`));
}"""
TOO_WIDE = "document.documentElement.scrollWidth > innerWidth"


def faults(page: Page, name: str) -> list[str]:
    """All that fails WCAG 2.2 A and AA. The slow check of contrast is for one language: words have no colour."""
    # By `evaluate`, since the content policy lets no other script in.
    if not page.evaluate("'axe' in window"):
        page.evaluate(SOURCE)
    colours = page.locator("html").get_attribute("lang") == "en"
    page.emulate_media(color_scheme="light", reduced_motion="reduce")
    found = page.evaluate(RUN, {"runOnly": RULES, "rules": {"color-contrast": {"enabled": colours}}})
    if colours:
        page.emulate_media(color_scheme="dark", reduced_motion="reduce")
        found += page.evaluate(RUN, {"runOnly": ["color-contrast"]})
    return [f"{name}: {fault}" for fault in found]


def too_wide(page: Page, name: str) -> list[str]:
    """That one would have to scroll sideways."""
    return [f"{name} is wider than its window"] if page.evaluate(TOO_WIDE) else []
