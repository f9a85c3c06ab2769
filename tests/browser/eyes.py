"""What the checks look at: axe, the console, the width, targets for a thumb, and the focus on its way through a page."""

from axe_playwright_python.sync_playwright import Axe

RULES = {
    "runOnly": {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]},
    "resultTypes": ["violations"],  # of what passes one example is told, which makes the answer short
}
# At least 44 px, but for a link within a sentence or in the text of a document (WCAG 2.2 §2.5.8, its exceptions).
SMALL_TARGETS = """() => {
  const inSentence = (link) => {
    if (link.tagName !== "A" || getComputedStyle(link).display !== "inline") return false;
    const around = link.closest("p, li, dd, dt, td, th, figcaption, h1, h2, h3, h4, h5");
    return Boolean(around) && (link.matches(".doc *") || around.textContent.trim() !== link.textContent.trim());
  };
  const isClipped = (box) => Boolean(box) && getComputedStyle(box).clipPath !== "none"; // until its clause is the one
  const isShown = (each) => each.checkVisibility({ visibilityProperty: true }) && !each.closest(".skip, .sr") && !isClipped(each.closest(".tools"));
  return [...document.querySelectorAll("a[href], button, input:not([type=hidden]), select, textarea, summary")]
    .filter((each) => isShown(each) && !inSentence(each))
    .map((each) => [each, each.getBoundingClientRect()])
    .filter(([, box]) => box.height < 43.5 || box.width < 24)
    .map(([each, box]) => `${each.outerHTML.slice(0, 120)} ${Math.round(box.width)}×${Math.round(box.height)}`);
}"""
FOCUS = """() => {
  const here = document.activeElement;
  if (!here || here === document.body || here === window.firstStop) return null; // a slow machine is round already
  window.firstStop ??= here;
  const style = getComputedStyle(here), box = here.getClientRects()[0];
  const top = document.elementFromPoint(box.x + box.width / 2, box.y + box.height / 2);
  return {
    name: here.outerHTML.slice(0, 120),
    isSeen: style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2,
    isOpen: Boolean(top) && (here.contains(top) || top.contains(here)),
  };
}"""


def violations(page):
    found = Axe().run(page, options=RULES).response["violations"]
    return [f"{rule['id']}: {node['target']}" for rule in found for node in rule["nodes"]]


def complaints(page):
    """What the console says, but for Chromium's own note that the page is an error page."""
    return [text for text in page.said if page.answer.ok or not text.startswith("Failed to load resource")]


def sideways(page):
    return page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")


def stops(page, most=80):
    """Go through a page with the Tab key and return what had the focus, in order."""
    found = []
    page.evaluate("document.activeElement.blur(), window.firstStop = undefined")
    for _ in range(most):
        page.keyboard.press("Tab")
        focus = page.evaluate(FOCUS)
        if focus is None:
            break
        found.append(focus)
    return found


def is_lost(stop):
    return not (stop["isSeen"] and stop["isOpen"])
