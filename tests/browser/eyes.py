"""What the checks look at: axe, the console, the width, targets for a thumb, and the focus on its way through a page."""

from axe_playwright_python.sync_playwright import Axe

RULES = {
    "runOnly": {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]},
    "resultTypes": ["violations"],  # of what passes one example is told, which makes the answer short
}
# At least 44 px, but for a link within a sentence or in the text of a document (WCAG 2.2 §2.5.8, its exceptions). A box
# to be ticked is as large as it is with the words beside it, which are touched as well.
SMALL_TARGETS = """() => {
  const inSentence = (link) => {
    if (link.tagName !== "A" || getComputedStyle(link).display !== "inline") return false;
    const around = link.closest("p, li, dd, dt, td, th, figcaption, h1, h2, h3, h4, h5");
    return Boolean(around) && (link.matches(".doc *") || around.textContent.trim() !== link.textContent.trim());
  };
  const isClipped = (box) => Boolean(box) && getComputedStyle(box).clipPath !== "none"; // until its clause is the one
  const isShown = (each) => each.checkVisibility({ visibilityProperty: true }) && !each.closest(".skip, .sr") && !isClipped(each.closest(".tools"));
  const reach = (each) => { // a box to tick and its label are one target
    const both = [each, ...(each.matches("[type=radio], [type=checkbox]") ? each.labels : [])].map((part) => part.getBoundingClientRect());
    const [left, right] = [Math.min(...both.map((box) => box.left)), Math.max(...both.map((box) => box.right))];
    return { width: right - left, height: Math.max(...both.map((box) => box.height)) };
  };
  return [...document.querySelectorAll("a[href], button, input:not([type=hidden]), select, textarea, summary")]
    .filter((each) => isShown(each) && !inSentence(each))
    .map((each) => [each, reach(each)])
    .filter(([, box]) => box.height < 43.5 || box.width < 24)
    .map(([each, box]) => `${each.outerHTML.slice(0, 120)} ${Math.round(box.width)}×${Math.round(box.height)}`);
}"""
SIZES = [(320, "100%"), (360, "200%"), (1280, "200%"), (3840, "100%")]
TAGS_WITHOUT_LINES = """() => [...document.querySelectorAll(".tag:not(.tag--kept)")]
  .filter((tag) => getComputedStyle(tag).borderBlockStartStyle === "none").map((tag) => tag.outerHTML)"""
# What seems lost is looked at for some frames more: a busy machine scrolls after the key is up.
FOCUS = """async () => {
  const here = document.activeElement;
  if (!here || here === document.body || here === window.firstStop) return null; // a slow machine is round already
  window.firstStop ??= here;
  const look = () => {
    const style = getComputedStyle(here), box = here.getClientRects()[0];
    const [above, below] = [Math.max(box.top, 0), Math.min(box.bottom, innerHeight)]; // of a long field a part is in sight
    const top = above < below && document.elementFromPoint(box.x + box.width / 2, (above + below) / 2);
    return {
      name: here.outerHTML.slice(0, 120),
      isSeen: style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2,
      isOpen: Boolean(top) && (here.contains(top) || top.contains(here)),
    };
  };
  for (let frames = 0; frames < 30; frames++) {
    const seen = look();
    if (seen.isSeen && seen.isOpen) return seen;
    await new Promise(drawn => requestAnimationFrame(drawn));
  }
  return look();
}"""


# The Tab key goes on from where the focus was last, also from what is gone since.
FROM_THE_TOP = """() => {
  const top = document.createElement("button");
  document.body.prepend(top), top.focus(), top.remove(), window.firstStop = undefined;
}"""


def violations(page):
    axe = Axe("0") if page.evaluate("'axe' in window") else Axe()  # it is long, and brought into a page once
    found = axe.run(page, options=RULES).response["violations"]
    return [f"{rule['id']}: {node['target']}" for rule in found for node in rule["nodes"]]


def complaints(page):
    """What the console says, but for Chromium's own note that the page is an error page."""
    return [text for text in page.said if page.answer.ok or not text.startswith("Failed to load resource")]


def sideways(page):
    return page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")


def stops(page, most=80):
    """Go through a page with the Tab key and return what had the focus, in order."""
    found = []
    page.evaluate(FROM_THE_TOP)
    for _ in range(most):
        page.keyboard.press("Tab")
        focus = page.evaluate(FOCUS)
        if focus is None:
            break
        found.append(focus)
    return found


def is_lost(stop):
    return not (stop["isSeen"] and stop["isOpen"])


def faults(page):
    """Look at a page in all the ways in which it is seen, in one visit; return what is wrong, empty where nothing is.

    On a phone and on a desk: axe, the width, and the focus on its way; on a phone targets for a thumb. Then in every
    window, with twice the text, and in forced colours.
    """
    found = [f"console: {each}" for each in complaints(page)]
    for width in (360, 1280):
        resize(page, width)
        found += [f"{width} px: {each}" for each in violations(page)] + lost(page, width) + too_wide(page, width)
        if width == 360:
            found += [f"small: {each}" for each in page.evaluate(SMALL_TARGETS)]
    for width, size in SIZES:
        resize(page, width, size)
        found += too_wide(page, f"{width} at {size}")
    page.emulate_media(forced_colors="active")
    found += too_wide(page, "forced colours") + page.evaluate(TAGS_WITHOUT_LINES)
    return found if is_whole(page) else [*found, "not one title, one h1, one main, and the Tab key's own order"]


def resize(page, width, size="100%"):
    """Show the page in another window, with nothing in focus: the link to the text lies over the name of the site."""
    page.set_viewport_size({"width": width, "height": 900})
    page.evaluate(f"document.activeElement.blur(); document.documentElement.style.fontSize = '{size}'")


def lost(page, width):
    found = stops(page)
    return [f"{width} px: lost {stop['name']}" for stop in found if is_lost(stop)] if len(found) > 5 else ["no stops"]


def too_wide(page, where):
    beyond = sideways(page)
    return [f"{where}: {beyond} px too wide"] if beyond > 0 else []


def is_whole(page):
    return page.title().endswith(" · 全国质量月") and page.evaluate(
        """() => document.querySelectorAll("h1").length === 1 && document.querySelectorAll("main").length === 1
          && !document.querySelector("[tabindex]:not([tabindex='0'], [tabindex='-1'])")"""
    )
