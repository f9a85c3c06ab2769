"""What the checks look at: axe, the console, the width, targets for a thumb, and the focus on its way through a page."""

from axe_playwright_python.sync_playwright import Axe

RULES = {
    "runOnly": {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]},
    "preload": False,  # nothing that is asked needs a style sheet fetched once more
    "resultTypes": ["violations"],  # of what passes one example is looked at
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
AXE = Axe()
ASK = """(rules) => axe.run(document, rules)
  .then((found) => found.violations.flatMap((rule) => rule.nodes.map((node) => [rule.id, node.target])))"""
TAGS_WITHOUT_LINES = """() => [...document.querySelectorAll(".tag:not(.tag--kept)")]
  .filter((tag) => getComputedStyle(tag).borderBlockStartStyle === "none").map((tag) => tag.outerHTML)"""
# How a place with the focus looks. A long field is seen by the part of it that is in sight.
LOOK = """(here) => {
  const style = getComputedStyle(here), box = here.getClientRects()[0] ?? new DOMRect();
  const [above, below] = [Math.max(box.top, 0), Math.min(box.bottom, innerHeight)];
  const top = above < below && document.elementFromPoint(box.x + box.width / 2, (above + below) / 2);
  return {
    name: here.outerHTML.slice(0, 120),
    isSeen: style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2,
    isOpen: Boolean(top) && (here.contains(top) || top.contains(here)),
  };
}"""
# The Tab key goes on from where the focus was last, also from what is gone since. Where it is, is looked at when the next
# key is about to leave: the page has then been scrolled.
FROM_THE_TOP = f"""() => {{
  const top = document.createElement("button"), look = {LOOK};
  document.body.prepend(top), top.focus(), top.remove();
  removeEventListener("keydown", window.walk?.leave, true);
  const places = [], stops = [];
  const visit = (here) => {{ places.push(here), stops.push(look(here)); }};
  const leave = () => {{
    const here = document.activeElement, isNowhere = !here || here === document.body;
    window.walk.isRound ||= places.length > 0 && (isNowhere || here === places[0]);
    if (!window.walk.isRound && !isNowhere) visit(here);
  }};
  window.walk = {{ places, stops, visit, leave, isRound: false }};
  addEventListener("keydown", leave, true);
}}"""
# Every place that takes the focus. It shows as with the Tab key, for a key was the last that was used.
PLACES = """() => {
  const scrolls = (each) => !each.hasAttribute("tabindex") && /auto|scroll/.test(getComputedStyle(each).overflow);
  for (const each of document.body.querySelectorAll("*")) {
    if (each.tabIndex < 0 && !scrolls(each)) continue;
    each.focus();
    if (document.activeElement === each) window.walk.visit(each);
  }
}"""
# What seems lost is gone to once more and looked at for some frames: a busy machine scrolls after the key is up.
SEEN = f"""async () => {{
  const look = {LOOK}, isLost = (stop) => !(stop.isSeen && stop.isOpen), {{ places, stops }} = window.walk;
  for (const [at, here] of places.entries()) {{
    if (isLost(stops[at])) here.focus();
    for (let frames = 0; frames < 30 && isLost(stops[at]); frames++) {{
      await new Promise((drawn) => requestAnimationFrame(drawn));
      stops[at] = look(here);
    }}
  }}
  return stops;
}}"""
# Contrast is what axe works longest at. Of words that look alike, with all that they stand on, it is asked about the first;
# and not again where they look in this window as they did in the one before.
MARK_KNOWN = """(isKnown) => {
  const facts = ["color", "fontSize", "fontWeight", "textShadow", "visibility", "opacity", "filter", "position", "clipPath",
    "backgroundColor", "backgroundImage"];
  const before = isKnown ? window.looks : new Map(), looks = new Map(), seen = new Set();
  const hasWords = (each) => [...each.childNodes].some((node) => node.nodeType === Node.TEXT_NODE && node.data.trim());
  for (const each of document.querySelectorAll("*")) {
    const style = getComputedStyle(each), isShown = each.getClientRects().length > 0;
    const look = [looks.get(each.parentElement), isShown, ...facts.map((fact) => style[fact])].join();
    looks.set(each, look);
    each.toggleAttribute("data-known", before.get(each) === look || seen.has(look));
    if (hasWords(each)) seen.add(look);
  }
  window.looks = looks;
  axe.configure({ rules: [{ id: "color-contrast", selector: "*:not([data-known])" }] });
}"""
BATCH = 8  # keys between two questions whether the walk is round


def violations(page, is_known=False):
    """Ask axe. is_known: it was asked before, in another window."""
    if not page.evaluate("'axe' in window"):
        page.evaluate(AXE.axe_script)  # it is long, and brought into a page once
    page.evaluate(MARK_KNOWN, is_known)
    return [f"{rule}: {target}" for rule, target in page.evaluate(ASK, RULES)]


def complaints(page):
    """What the console says, but for Chromium's own note that the page is an error page."""
    return [text for text in page.said if page.answer.ok or not text.startswith("Failed to load resource")]


def sideways(page):
    return page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")


def stops(page, most=80):
    """Go through a page with the Tab key and return what had the focus, in order."""
    page.evaluate(FROM_THE_TOP)
    for _ in range(0, most, BATCH):
        for _ in range(BATCH):
            page.keyboard.down("Tab")
        if page.evaluate("window.walk.isRound"):
            break
    page.keyboard.up("Tab")
    return page.evaluate(SEEN)


def places(page):
    """Give the focus to whatever takes it and return how that looked."""
    page.evaluate(FROM_THE_TOP)
    page.keyboard.press("Tab")
    page.evaluate(PLACES)
    return page.evaluate(SEEN)


def is_lost(stop):
    return not (stop["isSeen"] and stop["isOpen"])


def faults(page):
    """Look at a page in all the ways in which it is seen, in one visit; return what is wrong, empty where nothing is.

    On a desk and on a phone: axe, the width, also with twice the text, and the focus, which the Tab key moves on the desk;
    on a phone targets for a thumb. Then in the narrowest and in the widest window, and in forced colours.
    """
    found = [f"console: {each}" for each in complaints(page)]
    for width, walk in ((1280, stops), (360, places)):
        resize(page, width)
        found += [f"{width} px: {each}" for each in violations(page, is_known=width == 360)]
        found += lost(walk(page), width) + too_wide(page, width)
        if width == 360:
            found += [f"small: {each}" for each in page.evaluate(SMALL_TARGETS)]
        resize(page, width, "200%")
        found += too_wide(page, f"{width} px at 200%")
    for width in (320, 3840):
        resize(page, width)
        found += too_wide(page, f"{width} px")
    page.emulate_media(forced_colors="active")
    found += too_wide(page, "forced colours") + page.evaluate(TAGS_WITHOUT_LINES)
    return found if is_whole(page) else [*found, "not one title, one h1, one main, and the Tab key's own order"]


def resize(page, width, size="100%"):
    """Show the page in another window, with nothing in focus: the link to the text lies over the name of the site."""
    if page.viewport_size["width"] != width:
        page.set_viewport_size({"width": width, "height": 900})
    page.evaluate(f"document.activeElement.blur(); document.documentElement.style.fontSize = '{size}'")


def lost(found, width):
    return (
        [f"{width} px: lost {stop['name']}" for stop in found if is_lost(stop)]
        if len(found) > 5
        else [f"{width} px: no stops"]
    )


def too_wide(page, where):
    beyond = sideways(page)
    return [f"{where}: {beyond} px too wide"] if beyond > 0 else []


def is_whole(page):
    return page.title().endswith(" · 全国质量月") and page.evaluate(
        """() => document.querySelectorAll("h1").length === 1 && document.querySelectorAll("main").length === 1
          && !document.querySelector("[tabindex]:not([tabindex='0'], [tabindex='-1'])")"""
    )
