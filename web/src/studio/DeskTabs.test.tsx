// @vitest-environment happy-dom
import "../testing/setup";
import { fireEvent, render, screen } from "@testing-library/react";
import { useState } from "react";
import { beforeEach, expect, test } from "vitest";
import { setLanguage } from "../i18n/language";
import DeskTabs from "./DeskTabs";
import type { Panel } from "./useDeskPanels";

beforeEach(() => setLanguage("en"));

function tabs(count: number, waiting: boolean) {
	const Page = () => {
		const [shown, show] = useState<Panel>("layers");
		return <DeskTabs shown={shown} onShow={show} count={count} waiting={waiting} />;
	};
	render(<Page />);
	const press = (key: string) => fireEvent.keyDown(document.activeElement as Element, { key });
	const chosen = () => screen.getByRole("tab", { selected: true });
	return { press, chosen };
}

test("arrows move between the tabs and show their panels, and one tab is in the order of Tab", () => {
	const { press, chosen } = tabs(0, false);
	chosen().focus();
	for (const [key, id] of [
		["ArrowRight", "tab-guests"],
		["ArrowRight", "tab-layers"],
		["End", "tab-guests"],
		["Home", "tab-layers"],
		["ArrowLeft", "tab-guests"],
		["ArrowDown", "tab-guests"],
	]) {
		press(key as string);
		expect([chosen().id, document.activeElement?.id]).toEqual([id, id]);
	}
	expect(screen.getAllByRole("tab").map(({ tabIndex }) => tabIndex)).toEqual([-1, 0]);
});

test("the guests' tab counts them, and says that a person waits until the host looks", () => {
	tabs(3, true);
	const guests = screen.getByRole("tab", { name: "Guests (3)" });
	expect(guests.querySelector("span")).not.toBeNull();
	expect(screen.getByRole("status").textContent).toBe("Someone is waiting for you");
	fireEvent.click(guests);
	expect(screen.getByRole("status").textContent).toBe("");
});
