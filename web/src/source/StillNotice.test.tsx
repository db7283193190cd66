// @vitest-environment happy-dom
import "../testing/setup";
import { act, fireEvent, render } from "@testing-library/react";
import { beforeEach, expect, test, vi } from "vitest";
import { setLanguage } from "../i18n/language";
import { FakeTrack } from "../testing/media";
import { StillNotice } from "./StillNotice";

/** The worker that counts the pictures. */
class FakeCounter {
	static made: FakeCounter[] = [];
	onmessage: ((message: { data: boolean }) => void) | null = null;
	orders: object[] = [];
	over = false;

	constructor() {
		FakeCounter.made.push(this);
	}

	postMessage = (order: object) => void this.orders.push(order);

	terminate = () => {
		this.over = true;
	};

	say = (still: boolean) => act(() => this.onmessage?.({ data: still }));
}

beforeEach(() => {
	FakeCounter.made = [];
	vi.stubGlobal("Worker", FakeCounter);
	vi.stubGlobal(
		"MediaStreamTrackProcessor",
		class {
			readable = {};
		},
	);
	setLanguage("en");
});

function sharing(displaySurface: string) {
	const picture = new FakeTrack("video", "screen");
	const track = Object.assign(picture, { getSettings: () => ({ deviceId: "screen", displaySurface }) }).track;
	const page = (on: boolean) => <>{on && <StillNotice id="screen" picture={track} name="" />}</>;
	const { container, rerender } = render(page(true));
	return {
		picture,
		counter: FakeCounter.made[0] as FakeCounter,
		notice: () => container.querySelector("#screen-still"),
		end: () => rerender(page(false)),
	};
}

test("a screen that stands still is told of, until it goes on", () => {
	const { counter, notice } = sharing("window");
	expect(notice()).toBeNull();
	counter.say(true);
	expect(notice()?.textContent).toContain("Your shared screen stands still");
	counter.say(false);
	expect(notice()).toBeNull();
});

test("a dismissed notice comes again when the screen stops again", () => {
	const { counter, notice } = sharing("monitor");
	counter.say(true);
	fireEvent.click(notice()?.querySelector("[data-dismiss]") as Element);
	expect(notice()).toBeNull();
	counter.say(false);
	counter.say(true);
	expect(notice()).not.toBeNull();
});

test("the end of sharing ends the notice and the count", () => {
	const { counter, notice, end } = sharing("window");
	counter.say(true);
	end();
	expect([notice(), counter.over]).toEqual([null, true]);
});

test.each([
	["window", [{ muted: false }, { muted: true }]],
	["browser", []],
])("a muted %s counts as the browser means it", (surface, told) => {
	const { picture, counter } = sharing(surface);
	picture.muted = true;
	picture.dispatchEvent(new Event("mute"));
	expect(counter.orders.slice(1)).toEqual(told);
});
