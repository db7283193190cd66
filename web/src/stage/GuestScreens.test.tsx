// @vitest-environment happy-dom
import "../testing/setup";
import { fireEvent, render } from "@testing-library/react";
import { beforeEach, expect, test, vi } from "vitest";
import { GUEST_SCREEN } from "../design/document";
import { setLanguage } from "../i18n/language";
import { seenGuest } from "../testing/guests";
import { FakeTrack } from "../testing/media";
import type { Tell } from "./crew";
import GuestMore from "./GuestMore";
import GuestScreens from "./GuestScreens";

beforeEach(() => setLanguage("en"));

const picture = new FakeTrack("video", "slides").track;

function sharing(ScreenShown: string, screen: MediaStreamTrack | null = picture) {
	const mia = seenGuest("Mia", { OnAir: false, ScreenShown });
	return { ...mia, person: { ...mia.person, screen, screenName: screen ? "slides" : "" } };
}

test("a guest's screen is shown to viewers with one click, and hidden with one", () => {
	const tell = vi.fn<Tell>(async () => true);
	const { container, rerender } = render(<GuestScreens guests={[sharing(""), seenGuest("Tom")]} shown={null} tell={tell} />);
	expect(container.textContent).toContain("Mia shares a screen");
	fireEvent.click(container.querySelector("[data-do=show-screen]") as Element);
	expect(tell.mock.lastCall).toEqual(["ShowGuestScreen", { SessionId: "se_Mia", Screen: "slides" }]);
	rerender(<GuestScreens guests={[sharing("slides")]} shown={new Set([GUEST_SCREEN])} tell={tell} />);
	expect(container.textContent).toContain("Viewers see it now");
	fireEvent.click(container.querySelector("[data-do=hide-screen]") as Element);
	expect(tell.mock.lastCall).toEqual(["ShowGuestScreen", {}]);
	rerender(<GuestScreens guests={[sharing("slides")]} shown={new Set()} tell={tell} />);
	expect(container.textContent).toContain("The present scene hides it");
	rerender(<GuestScreens guests={[sharing("slides", null)]} shown={null} tell={tell} />);
	expect(container.textContent).toBe("");
});

test("the next screen of a guest is not shown by itself", () => {
	const { container } = render(<GuestScreens guests={[sharing("the one before")]} shown={null} tell={vi.fn()} />);
	expect(container.querySelector("[data-do=show-screen]")).not.toBeNull();
});

test("the spotlight turns on and off, and the menu moves a guest within the order", () => {
	const tell = vi.fn<Tell>(async () => true);
	const more = (part: object, order: string[]) => (
		<GuestMore guest={seenGuest("Mia", part)} line="" micOpen order={order} tell={tell} talk={undefined} />
	);
	const { container, rerender } = render(more({}, ["se_Tom", "se_Mia"]));
	const press = (what: string) => fireEvent.click(container.querySelector(`[data-do=${what}]`) as Element);
	press("spotlight");
	expect(tell.mock.lastCall).toEqual(["SetSpotlight", { SessionId: "se_Mia" }]);
	press("move-up");
	expect(tell.mock.lastCall).toEqual(["OrderGuests", { SessionIds: ["se_Mia", "se_Tom"] }]);
	for (const none of ["move-down", "talk-alone"]) expect(container.querySelector(`[data-do=${none}]`)).toBeNull();
	rerender(more({ Spotlight: true }, ["se_Mia", "se_Tom"]));
	expect(container.querySelector("[data-do=spotlight]")?.getAttribute("aria-pressed")).toBe("true");
	press("spotlight");
	expect(tell.mock.lastCall).toEqual(["SetSpotlight", { SessionId: "" }]);
	press("move-down");
	expect(tell.mock.lastCall).toEqual(["OrderGuests", { SessionIds: ["se_Tom", "se_Mia"] }]);
});

test("the host talks to one guest alone from the menu, and the same line ends it", () => {
	const turn = vi.fn();
	const mia = seenGuest("Mia");
	const more = (on: boolean) => (
		<GuestMore guest={mia} line="" micOpen order={["se_Mia"]} tell={vi.fn()} talk={{ on, to: on ? mia : null, turn }} />
	);
	const { container, rerender } = render(more(false));
	const line = () => container.querySelector("[data-do=talk-alone]") as Element;
	expect(line().textContent).toBe("Talk to them alone");
	fireEvent.click(line());
	expect(turn.mock.lastCall).toEqual([true, mia]);
	rerender(more(true));
	expect(line().textContent).toBe("End the talk alone");
	fireEvent.click(line());
	expect(turn.mock.lastCall?.[0]).toBe(false);
});
