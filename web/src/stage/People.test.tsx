// @vitest-environment happy-dom
import "../testing/setup";
import { fireEvent, render, screen } from "@testing-library/react";
import { beforeEach, expect, test, vi } from "vitest";
import { setLanguage } from "../i18n/language";
import type { View } from "../net/types";
import { seenGuest } from "../testing/guests";
import { viewOf } from "../testing/view";
import { Toasts } from "../ui/Toast";
import { People } from "./People";
import { RemovedToast } from "./RemovedToast";

beforeEach(() => setLanguage("en"));

function people(part: Partial<Parameters<typeof People>[0]> = {}) {
	const done = { onAir: vi.fn(), onLetWait: vi.fn(), onRemove: vi.fn(), onRestore: vi.fn() };
	const none = vi.fn();
	const props = {
		view: viewOf(),
		asks: [],
		guests: [],
		newcomers: [],
		missing: new Set<string>(),
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
	return { ...done, props, ...render(<People {...props} />) };
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

test("several guests who are ready stand on one card, and come on all at once or one by one", () => {
	const off = { OnAir: false };
	const [lei, mia, tom] = [seenGuest("王磊", off), seenGuest("Mia", off), seenGuest("Tom", off)];
	const { onAir, onLetWait, container, rerender, props } = people({ newcomers: [lei, mia, tom] });
	expect(container.querySelector("section")?.firstElementChild?.textContent).toContain("3 guests are ready");
	fireEvent.click(screen.getByText("Bring all on"));
	expect(onAir.mock.calls).toEqual([lei, mia, tom].map(({ SessionId }) => [SessionId, true]));
	fireEvent.click(screen.getByRole("button", { name: "Bring on Mia" }));
	expect(onAir.mock.lastCall).toEqual([mia.SessionId, true]);
	fireEvent.click(screen.getByRole("button", { name: "Not now, Tom" }));
	expect(onLetWait.mock.calls).toEqual([[tom.SessionId]]);
	rerender(<People {...props} newcomers={[lei]} />);
	expect(screen.queryByText("Bring all on")).toBeNull();
	expect(screen.getByText("王磊 is ready")).not.toBeNull();
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

test.each([
	[600, "0"],
	[400, null],
])("a list of people that is %i px high in 400 px has tabindex %s", (height, tabIndex) => {
	vi.spyOn(Element.prototype, "scrollHeight", "get").mockReturnValue(height);
	vi.spyOn(HTMLElement.prototype, "clientHeight", "get").mockReturnValue(400);
	people();
	expect(screen.getByRole("region", { name: "Guests" }).getAttribute("tabindex")).toBe(tabIndex);
});

test("a guest whose picture and sound do not come is neither counted nor offered to be hidden", () => {
	const guests = [seenGuest("Mia"), { ...seenGuest("Tom"), person: null }];
	const { container, rerender, props } = people({ guests });
	const tom = () => container.querySelector("[data-session=se_Tom]");
	expect(tom()?.textContent).toContain("Connecting…");
	expect(container.querySelector("h2")?.textContent).toContain("2 / 25");
	rerender(<People {...props} missing={new Set(["se_Tom"])} />);
	expect(tom()?.textContent).toContain("Neither picture nor sound arrives");
	expect(tom()?.querySelector("[data-action=air]")).toBeNull();
	expect(tom()?.querySelector("[data-action=remove]")).not.toBeNull();
	expect(container.querySelector("h2")?.textContent).toContain("1 / 25");
});

test("the person removed last is named in a toast with an undo, once the server's list has them", () => {
	const onRestore = vi.fn();
	const toast = (removed: View["Removed"], latest: string) => (
		<>
			<Toasts />
			<RemovedToast removed={removed} latest={latest} onRestore={onRestore} onGone={vi.fn()} />
		</>
	);
	const mia = { SessionId: "se_mia", UserName: "Mia", Others: 0 };
	const { rerender } = render(toast([], "se_mia"));
	expect(screen.getByRole("status").textContent).toBe("");
	rerender(toast([mia], "se_mia"));
	expect(screen.getByRole("status").textContent).toContain("Mia is off the stage, link off");
	fireEvent.click(screen.getByText("Undo"));
	expect(onRestore.mock.calls).toEqual([["se_mia"]]);
	rerender(toast([mia], ""));
	expect(screen.getByRole("status").textContent).toBe("");
});
