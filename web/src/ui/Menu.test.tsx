// @vitest-environment happy-dom
import "../testing/setup";
import { cleanup, fireEvent, render, screen } from "@testing-library/react";
import { beforeEach, expect, test, vi } from "vitest";
import { Menu, MenuItem } from "./Menu";
import { useKeys } from "./useKeys";

const link = vi.fn();
const dark = vi.fn();
const m = vi.fn();

function Bar() {
	useKeys(true, { m });
	return (
		<>
			<Menu id="more" label="More" icon="…">
				<MenuItem onClick={link}>Link</MenuItem>
				<MenuItem>Keys</MenuItem>
				<MenuItem role="menuitemradio" aria-checked={false} onClick={dark}>
					Dark
				</MenuItem>
			</Menu>
			<button type="button">Outside</button>
		</>
	);
}

const button = () => screen.getByRole("button", { name: "More" });
const press = (key: string) => fireEvent.keyDown(document.activeElement as Element, { key });
const focused = () => document.activeElement?.textContent;
const isOpen = () => button().getAttribute("aria-expanded") === "true" && screen.queryByRole("menu") !== null;

beforeEach(() => {
	vi.clearAllMocks();
	render(<Bar />);
	button().focus();
});

test("a click opens the menu with the focus on its first item, and another click closes it", () => {
	expect(isOpen()).toBe(false);
	fireEvent.click(button());
	expect([isOpen(), focused()]).toEqual([true, "Link"]);
	fireEvent.click(button());
	expect(isOpen()).toBe(false);
});

test("arrow keys open the menu at its ends and go round it", () => {
	press("ArrowUp");
	expect([isOpen(), focused()]).toEqual([true, "Dark"]);
	press("ArrowDown");
	expect(focused()).toBe("Link");
	press("ArrowUp");
	expect(focused()).toBe("Dark");
	press("Home");
	expect(focused()).toBe("Link");
	press("End");
	expect(focused()).toBe("Dark");
	press("Escape");
	expect(isOpen()).toBe(false);
	press("ArrowDown");
	expect([isOpen(), focused()]).toEqual([true, "Link"]);
});

test("Escape closes the menu and gives the focus back", () => {
	fireEvent.click(button());
	press("Escape");
	expect(isOpen()).toBe(false);
	expect(document.activeElement).toBe(button());
});

test("a choice acts once, closes the menu, and gives the focus back before it acts", () => {
	fireEvent.click(button());
	link.mockImplementation(() => expect(document.activeElement).toBe(button()));
	fireEvent.click(screen.getByText("Link"));
	expect(link).toHaveBeenCalledOnce();
	expect(isOpen()).toBe(false);
});

test("a choice among several leaves the menu open", () => {
	fireEvent.click(button());
	fireEvent.click(screen.getByText("Dark"));
	expect(dark).toHaveBeenCalledOnce();
	expect(isOpen()).toBe(true);
});

test("over a picture, a choice among several closes the menu too", () => {
	cleanup();
	render(
		<Menu onPicture id="quality" label="More" icon="…">
			<MenuItem role="menuitemradio" aria-checked={false} onClick={dark}>
				Dark
			</MenuItem>
		</Menu>,
	);
	fireEvent.click(button());
	fireEvent.click(screen.getByText("Dark"));
	expect(dark).toHaveBeenCalledOnce();
	expect([isOpen(), document.activeElement]).toEqual([false, button()]);
});

test.each(["pointerDown", "focusIn"] as const)("%s in another place closes the menu", (event) => {
	fireEvent.click(button());
	fireEvent[event](screen.getByText("Outside"));
	expect(isOpen()).toBe(false);
});

test("single keys of the page wait while the menu has the focus", () => {
	fireEvent.click(button());
	press("m");
	expect(m).not.toHaveBeenCalled();
	press("Escape");
	press("m");
	expect(m).toHaveBeenCalledOnce();
});
