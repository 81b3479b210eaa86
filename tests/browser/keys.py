"""A person with a keyboard and nothing else: walks by Tab, and looks at each stop whether the focus is there to see."""

from playwright.sync_api import Locator, Page

# Null while a person sees where the focus is, else what is wrong. A hidden radio button is seen by its label.
UNSEEN = """() => {
  const here = document.activeElement;
  if (!here || here === document.body) return null;  // between the last stop of the page and the first
  const shown = here.closest("label") ?? here;
  const box = shown.getBoundingClientRect();
  const points = [[0.5, 0.5], [0.1, 0.2], [0.9, 0.2], [0.1, 0.8], [0.9, 0.8]].map(([x, y]) =>
    document.elementFromPoint(box.left + x * box.width, box.top + y * box.height));
  const name = here.outerHTML.slice(0, 120);
  if (!points.some((one) => one && shown.contains(one))) return `covered: ${name}`;
  const styles = [here, shown, here.nextElementSibling].filter(Boolean).map((one) => getComputedStyle(one));
  const marked = [...styles, getComputedStyle(here, "::after")].some(({ outlineStyle, outlineWidth }) =>
    outlineStyle !== "none" && parseFloat(outlineWidth) >= 2);
  return marked ? null : `unmarked: ${name}`;
}"""
MOST = 120


def walk(page: Page, target: Locator, key: str = "Tab") -> None:
    """Press Tab until the target has the focus; at every stop the focus is seen."""
    for _ in range(MOST):
        page.keyboard.press(key)
        unseen = page.evaluate(UNSEEN)
        assert unseen is None, unseen
        if target.count() and target.first.evaluate("one => one === document.activeElement"):
            return
    raise AssertionError(f"{MOST} times {key} does not lead to {target}")


def press(page: Page, target: Locator) -> None:
    """Walk there and press Enter."""
    walk(page, target)
    page.keyboard.press("Enter")


def never_lost(page: Page) -> None:
    """After something happened the focus is still somewhere."""
    page.wait_for_function("document.activeElement && document.activeElement !== document.body")
