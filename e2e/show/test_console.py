"""Nothing that belongs to a normal show is an error in a console."""

from collections.abc import Callable

from e2e.kaibo import Show
from e2e.person import Person

PHONE = {"width": 390, "height": 844}


def complaints(someone: Person) -> list[str]:
    """Collect what this person's console says from now on as an error, and each refused request."""
    said: list[str] = []
    someone.page.on("console", lambda line: said.append(line.text) if line.type == "error" else None)
    someone.page.on("pageerror", lambda error: said.append(str(error)))
    someone.page.on("response", lambda answer: said.append(f"{answer.status} {answer.url}") if not answer.ok else None)
    return said


def test_host_and_viewers_of_a_whole_show_see_no_error(show: Show, person: Callable[..., Person]) -> None:
    host, early, phone, late = person("host"), person(), person(viewport=PHONE), person()
    said = [complaints(each) for each in (host, early, phone, late)]
    asked: list[str] = []
    early.page.on("request", lambda request: asked.append(request.url))
    early.page.goto(show.watch_url)
    early.wait("waiting")
    early.page.wait_for_selector("h2:has-text('Starts')")
    waited = list(asked)
    host.enter(show.host_url, "studio")
    host.page.click("#go-live")
    host.wait("live")
    early.wait("live")
    phone.page.goto(show.watch_url)
    phone.wait("live")
    pill, picture = phone.page.locator("main >> text='On air' >> visible=true"), phone.page.locator("#program")
    assert pill.bounding_box()["y"] >= picture.bounding_box()["y"] + picture.bounding_box()["height"]  # type: ignore[index]
    host.page.click("#end-live")
    host.page.click("#end-live")
    early.wait("over")
    late.page.goto(show.watch_url)
    late.wait("over")
    late.page.wait_for_selector("text=Thank you for watching")
    assert said == [[], [], [], []]
    assert [url for url in waited if "WatchShow" in url or "/program-" in url] == []
    assert [url for url in asked if "/program-" in url], "the show's code came when the show began"
