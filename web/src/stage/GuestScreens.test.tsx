// @vitest-environment happy-dom
import "../testing/setup";
import { fireEvent, render } from "@testing-library/react";
import { beforeEach, expect, test, vi } from "vitest";
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
	const { container, rerender } = render(<GuestScreens guests={[sharing(""), seenGuest("Tom")]} tell={tell} />);
	expect(container.textContent).toContain("Mia shares a screen");
	fireEvent.click(container.querySelector("[data-do=show-screen]") as Element);
	expect(tell.mock.lastCall).toEqual(["ShowGuestScreen", { SessionId: "se_Mia", Screen: "slides" }]);
	rerender(<GuestScreens guests={[sharing("slides")]} tell={tell} />);
	expect(container.textContent).toContain("Viewers see it now");
	fireEvent.click(container.querySelector("[data-do=hide-screen]") as Element);
	expect(tell.mock.lastCall).toEqual(["ShowGuestScreen", {}]);
	rerender(<GuestScreens guests={[sharing("slides", null)]} tell={tell} />);
	expect(container.textContent).toBe("");
});

test("the next screen of a guest is not shown by itself", () => {
	const { container } = render(<GuestScreens guests={[sharing("the one before")]} tell={vi.fn()} />);
	expect(container.querySelector("[data-do=show-screen]")).not.toBeNull();
});

test("the spotlight turns on and off, and the menu moves a guest within the order", () => {
	const tell = vi.fn<Tell>(async () => true);
	const more = (part: object, order: string[]) => (
		<GuestMore guest={seenGuest("Mia", part)} line="" micOpen order={order} tell={tell} />
	);
	const { container, rerender } = render(more({}, ["se_Tom", "se_Mia"]));
	const press = (what: string) => fireEvent.click(container.querySelector(`[data-do=${what}]`) as Element);
	press("spotlight");
	expect(tell.mock.lastCall).toEqual(["SetSpotlight", { SessionId: "se_Mia" }]);
	press("move-up");
	expect(tell.mock.lastCall).toEqual(["OrderGuests", { SessionIds: ["se_Mia", "se_Tom"] }]);
	expect(container.querySelector("[data-do=move-down]")).toBeNull();
	rerender(more({ Spotlight: true }, ["se_Mia", "se_Tom"]));
	expect(container.querySelector("[data-do=spotlight]")?.getAttribute("aria-pressed")).toBe("true");
	press("spotlight");
	expect(tell.mock.lastCall).toEqual(["SetSpotlight", { SessionId: "" }]);
	press("move-down");
	expect(tell.mock.lastCall).toEqual(["OrderGuests", { SessionIds: ["se_Tom", "se_Mia"] }]);
});
