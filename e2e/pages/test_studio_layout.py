"""The studio stays readable and in reach on phones, at 200 % zoom, and in short windows."""

from collections.abc import Callable

from e2e.kaibo import Show
from e2e.person import Person
from e2e.squeezed import squeezed

LONG = "W" * 15
"""The longest name of a person."""
SHARE = """navigator.mediaDevices.getDisplayMedia = async () => {
  const canvas = document.createElement('canvas');
  canvas.getContext('2d').fillRect(0, 0, 300, 150);
  return canvas.captureStream(5);
};"""


def test_no_text_of_the_studio_is_squeezed(show: Show, person: Callable[..., Person]) -> None:
    host, guest, second = person("host"), person("guest"), person("other")
    host.page.add_init_script(SHARE)
    host.enter(show.link("host", UserName=LONG), "studio")
    found = squeezed(host.page)
    guest.enter(show.guest_url("Chen Yiming"), "guest")
    guest.page.click("#join-stage")
    host.page.wait_for_selector("[data-session]")
    host.page.click("#share-screen")
    host.page.wait_for_selector("select")
    found |= squeezed(host.page)
    second.enter(show.host_url, "studio", "taken")
    found |= squeezed(second.page)
    assert found == {}
