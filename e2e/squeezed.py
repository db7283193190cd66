"""Texts of a page that have too little width, and buttons that cover each other, where room is scarce."""

from playwright.sync_api import Page

LEAST_EM = 4
"""A text that wraps or is cut has at least this width."""
NARROW = {"phone": (390, 844), "narrow": (320, 640), "zoomed": (640, 400), "sideways": (844, 390)}
"""`zoomed` is a window of 1280×800 at 200 %."""
SQUEEZED = """(least) => {
  const found = [], words = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (words.nextNode()) {
    const text = words.currentNode, range = document.createRange();
    range.selectNodeContents(text);
    const lines = [...range.getClientRects()];
    if (!text.data.trim() || lines.every((line) => line.width === 0)) continue;
    let box = text.parentElement;
    while (getComputedStyle(box).display === 'inline') box = box.parentElement;
    const style = getComputedStyle(box);
    const room = box.clientWidth - parseFloat(style.paddingLeft) - parseFloat(style.paddingRight);
    const wraps = new Set(lines.map((line) => Math.round(line.top))).size > 1;
    const cut = style.overflowX !== 'visible' && box.scrollWidth > box.clientWidth + 1;
    if ((wraps || cut) && room < least * parseFloat(style.fontSize)) found.push(`${text.data}: ${Math.round(room)} px`);
  }
  const buttons = [...document.querySelectorAll('[class*=player_] button:not([role^=menuitem])')];
  const boxes = buttons.filter((one) => one.checkVisibility()).map((one) => [one, one.getBoundingClientRect()]);
  for (const [one, a] of boxes) for (const [other, b] of boxes)
    if (one.compareDocumentPosition(other) & Node.DOCUMENT_POSITION_FOLLOWING
        && a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom)
      found.push(`on the picture, ${one.id} and ${other.id || other.ariaLabel} cover each other`);
  const page = document.documentElement;
  if (page.scrollWidth > page.clientWidth) found.push(`the page is ${page.scrollWidth} px wide`);
  return found;
}"""


def squeezed(page: Page) -> dict[str, list[str]]:
    """Return what has too little room, by the page's state and the window. Give the page its size back."""
    found, before = {}, page.viewport_size
    where = page.evaluate("document.body.dataset.state")
    for name, (width, height) in NARROW.items():
        page.set_viewport_size({"width": width, "height": height})
        if texts := page.evaluate(SQUEEZED, LEAST_EM):
            found[f"{where} {name}"] = texts
    if before:
        page.set_viewport_size(before)
    return found
