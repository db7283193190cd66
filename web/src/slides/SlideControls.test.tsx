// @vitest-environment happy-dom
import "../testing/setup";
import { fireEvent, render, screen } from "@testing-library/react";
import { beforeEach, expect, test, vi } from "vitest";
import { turnKeys } from "../ui/useKeys";
import { SlideControls } from "./SlideControls";

const onPage = vi.fn();
const draw = vi.fn(async () => null);

/** Everything is in view at once. */
class FakeObserver {
	constructor(private hear: (entries: { isIntersecting: boolean }[]) => void) {}
	observe = () => this.hear([{ isIntersecting: true }]);
	disconnect = () => {};
}

beforeEach(() => {
	vi.stubGlobal("IntersectionObserver", FakeObserver);
	onPage.mockClear();
	draw.mockClear();
});

function show(page = 2, pages = 12, keys = true) {
	render(
		<>
			<SlideControls pages={pages} page={page} onPage={onPage} draw={draw} keys={keys} />
			<input id="text" />
			<div role="tablist" id="tabs" />
			<dialog />
		</>,
	);
}

const button = (id: string) => document.getElementById(id) as HTMLButtonElement;
const press = (key: string, on: Element = document.body, how: object = {}) =>
	fireEvent.keyDown(on, { key, code: key === " " ? "Space" : key, ...how });

test("the buttons turn pages, up to the ends", () => {
	show(2, 3);
	button("slides-next").click();
	button("slides-previous").click();
	expect(onPage.mock.calls).toEqual([[3], [1]]);
	expect(screen.getByText("2 / 3")).toBeTruthy();
});

test("the first and the last page lead no further", () => {
	show(1, 1);
	expect([button("slides-next").disabled, button("slides-previous").disabled]).toEqual([true, true]);
	press("PageDown");
	press("PageUp");
	expect(onPage).not.toHaveBeenCalled();
});

test("the page and its neighbours are drawn small, and all pages on demand", async () => {
	show(2, 12);
	expect(draw.mock.calls.map(([page]: unknown[]) => page)).toEqual([1, 2, 3]);
	fireEvent.click(button("slides-all"));
	expect(document.querySelectorAll("#slides-strip li")).toHaveLength(12);
	fireEvent.click(document.querySelectorAll("#slides-strip button")[8] as Element);
	expect(onPage).toHaveBeenCalledWith(9);
});

test.each([
	["PageDown", 3],
	["ArrowRight", 3],
	["ArrowDown", 3],
	[" ", 3],
	["PageUp", 1],
	["ArrowLeft", 1],
	["ArrowUp", 1],
])("the key %j turns to page %i", (key, page) => {
	show();
	press(key);
	expect(onPage.mock.calls).toEqual([[page]]);
});

test("keys stay with fields, lists and dialogs", () => {
	show();
	press("PageDown", button("text"));
	press("ArrowRight", button("tabs"));
	document.querySelector("dialog")?.setAttribute("open", "");
	press("PageDown");
	expect(onPage).not.toHaveBeenCalled();
});

test("a space on a button presses it alone", () => {
	show();
	press(" ", button("slides-all"));
	expect(onPage).not.toHaveBeenCalled();
	press("PageDown", button("slides-all"));
	expect(onPage).toHaveBeenCalledOnce();
});

test.each([{ ctrlKey: true }, { shiftKey: true }, { repeat: true }])("a key with %j turns nothing", (how) => {
	show();
	press("PageDown", document.body, how);
	expect(onPage).not.toHaveBeenCalled();
});

test("a clicker turns pages also while single keys are off", () => {
	turnKeys(false);
	show();
	press("ArrowRight");
	press(" ");
	expect(onPage).not.toHaveBeenCalled();
	press("PageDown");
	expect(onPage).toHaveBeenCalledOnce();
});

test("controls without keys leave them alone", () => {
	show(2, 12, false);
	press("PageDown");
	expect(onPage).not.toHaveBeenCalled();
});
