// @vitest-environment happy-dom
import "../testing/setup";
import { fireEvent, render, screen } from "@testing-library/react";
import { beforeEach, expect, test, vi } from "vitest";
import { setLanguage } from "../i18n/language";
import { seenGuest } from "../testing/guests";
import { viewOf } from "../testing/view";
import { People } from "./People";

beforeEach(() => setLanguage("en"));

function people(part: Partial<Parameters<typeof People>[0]> = {}) {
	const done = { onAir: vi.fn(), onLetWait: vi.fn(), onRemove: vi.fn(), onRestore: vi.fn() };
	const none = vi.fn();
	const props = {
		view: viewOf(),
		asks: [],
		guests: [],
		newcomers: [],
		active: true,
		met: true,
		shown: new Set<string>(),
		onMeet: none,
		onRemoveAll: none,
		onGrant: none,
		onDecline: none,
		...done,
		...part,
	};
	return { ...done, ...render(<People {...props} />) };
}

test("a guest who is ready backstage stands on a card above all others, with a button that brings them on", () => {
	const lei = seenGuest("王磊", { OnAir: false });
	const { onAir, onLetWait, container } = people({ guests: [lei], newcomers: [lei] });
	expect(container.querySelector("section")?.firstElementChild?.textContent).toContain("王磊 is ready");
	fireEvent.click(screen.getByText("Bring on"));
	expect(onAir.mock.calls).toEqual([[lei.SessionId, true]]);
	fireEvent.click(screen.getByText("Not now"));
	expect(onLetWait.mock.calls).toEqual([[lei.SessionId]]);
});

test.each(["en", "zh"] as const)("the name of each button begins with the words on it (%s)", (language) => {
	setLanguage(language);
	const guests = [seenGuest("陈一鸣"), seenGuest("Mia", { OnAir: false })];
	const view = viewOf({ Removed: [{ SessionId: "se_tom", UserName: "Tom", Others: 2 }] });
	people({ view, guests, newcomers: guests.slice(1) });
	const worded = screen.getAllByRole("button").filter((button) => button.textContent);
	expect(worded.length).toBeGreaterThanOrEqual(6);
	for (const button of worded) {
		const name = button.getAttribute("aria-label");
		if (name !== null) expect(name.startsWith(button.textContent ?? "")).toBe(true);
	}
});
