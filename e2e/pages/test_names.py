"""A name of many letters without a break widens no page, on a phone or on a desk."""

from collections.abc import Callable

from playwright.sync_api import Page

from e2e.kaibo import Kaibo
from e2e.person import Person

LONG = "W" * 150
PERSON = "W" * 15
"""The longest name of a person."""
WIDTHS = (390, 1280)
WIDER = """() => {
  const page = document.documentElement, parts = [...document.body.querySelectorAll('*')];
  if (page.scrollWidth <= page.clientWidth) return [];
  const over = parts.filter((part) => part.getBoundingClientRect().right > page.clientWidth + 1);
  return [page.scrollWidth, ...over.map((part) => part.tagName + '.' + part.className)];
}"""


def wide(page: Page) -> dict[str, list[object]]:
    """Return what stands out of a page, by its state and width."""
    found = {}
    where = page.evaluate("document.body.dataset.page + ' ' + document.body.dataset.state")
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 800})
        if over := page.evaluate(WIDER):
            found[f"{where} {width}"] = over
    return found


def test_long_name_widens_no_page(server: Kaibo, person: Callable[..., Person]) -> None:
    show = server.show(LONG)
    host, guest, viewer, late = person("host"), person("guest"), person(), person()
    found: dict[str, list[object]] = {}
    link = show.link("guest", UserName=PERSON, MaxUses=1)

    guest.page.goto(link)
    guest.page.wait_for_selector("body[data-device]")
    found |= wide(guest.page)
    guest.enter(link, "guest")
    found |= wide(guest.page)
    guest.page.click("#join-stage")
    guest.wait("onstage")
    found |= wide(guest.page)

    host.page.goto(show.host_url)
    host.page.wait_for_selector("body[data-device]")
    found |= wide(host.page)
    host.enter(show.host_url, "studio")
    host.page.wait_for_selector("[data-session]")
    found |= wide(host.page)

    viewer.page.goto(show.watch_url)
    viewer.wait("waiting")
    viewer.page.wait_for_selector(f"h1:text({LONG!r})")
    found |= wide(viewer.page)
    late.page.goto(link)
    late.page.wait_for_selector("body[data-reason='used']")
    found |= wide(late.page)
    late.page.click("#ask-link")
    host.page.wait_for_selector("text=asks for a new link")
    found |= wide(host.page)

    ticket = show.deep_link(show.host_url).rpartition("ticket=")[2]
    late.page.goto(f"{show.url}/enter#ticket={ticket}")
    late.wait("asking")
    found |= wide(late.page)
    for path in ("/go", "/api", "/"):
        late.page.goto(show.url + path)
        late.page.wait_for_selector("h1")
        found |= wide(late.page)
    assert found == {}
