// @vitest-environment happy-dom
import "../testing/setup";
import { fireEvent, render, screen } from "@testing-library/react";
import { beforeEach, expect, test, vi } from "vitest";
import { setLanguage } from "../i18n/language";
import type { View } from "../net/types";
import { pass } from "../testing/act";
import { seenGuest } from "../testing/guests";
import { viewOf } from "../testing/view";
import { Toasts } from "../ui/Toast";
import type { Tell } from "./crew";
import { People } from "./People";
import { RemovedToast } from "./RemovedToast";

beforeEach(() => setLanguage("en"));

function people(part: Partial<Parameters<typeof People>[0]> = {}) {
	const done = { tell: vi.fn<Tell>(async () => true), onLetWait: vi.fn(), onRemove: vi.fn() };
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
		...done,
		...part,
	};
	return { ...done, props, ...render(<People {...props} />) };
}

const bring = ({ SessionId }: { SessionId: string }) => ["SetGuestOnAir", { SessionId, OnAir: true }];

test("a guest who is ready backstage stands on a card above all others, with a button that brings them on", () => {
	const lei = seenGuest("王磊", { OnAir: false });
	const { tell, onLetWait, container } = people({ guests: [lei], newcomers: [lei] });
	expect(container.querySelector("section")?.textContent).toMatch(/^1 guest is ready/);
	const bringOn = screen.getAllByRole("button", { name: "Bring on 王磊" }); // on the card and in the guest's row
	for (const button of bringOn) fireEvent.click(button);
	expect(tell.mock.calls).toEqual([bring(lei), bring(lei)]);
	fireEvent.click(screen.getByRole("button", { name: "Not now, 王磊" }));
	expect(onLetWait.mock.calls).toEqual([[lei.SessionId]]);
});

test("several guests who are ready stand on one card, and come on all at once or one by one", () => {
	const off = { OnAir: false };
	const [lei, mia, tom] = [seenGuest("王磊", off), seenGuest("Mia", off), seenGuest("Tom", off)];
	const { tell, onLetWait, container, rerender, props } = people({ newcomers: [lei, mia, tom] });
	expect(container.querySelector("section")?.textContent).toMatch(/^3 guests are ready/);
	fireEvent.click(screen.getByText("Bring all on"));
	expect(tell.mock.calls).toEqual([lei, mia, tom].map(bring));
	fireEvent.click(screen.getByRole("button", { name: "Bring on Mia" }));
	expect(tell.mock.lastCall).toEqual(bring(mia));
	fireEvent.click(screen.getByRole("button", { name: "Not now, Tom" }));
	expect(onLetWait.mock.calls).toEqual([[tom.SessionId]]);
	rerender(<People {...props} newcomers={[lei]} />);
	expect(screen.queryByText("Bring all on")).toBeNull();
	expect(screen.getByText("1 guest is ready")).not.toBeNull();
});

test("a card that comes above the pointer waits until the pointer leaves, or the host asks for it", async () => {
	const lei = seenGuest("王磊", { OnAir: false });
	const { container, rerender, props } = people({ guests: [lei] });
	const row = container.querySelector("[data-session]") as HTMLElement;
	const card = () => container.querySelector("[data-newcomer]")?.closest("[data-cards]")?.getAttribute("data-held");
	const newcomers = [lei];
	await loaded();
	fireEvent.pointerOver(row, { pointerType: "mouse" });
	rerender(<People {...props} newcomers={newcomers} />);
	await pass();
	expect(card()).toBe("shut");
	fireEvent.click(screen.getByText("New above"));
	expect(card()).toBeNull();
	expect(screen.queryByText("New above")).toBeNull();
	rerender(<People {...props} />);
	fireEvent.pointerOver(row, { pointerType: "mouse" });
	rerender(<People {...props} newcomers={newcomers} />);
	await pass();
	expect(card()).toBe("shut");
	fireEvent.pointerLeave(container.querySelector("section") as HTMLElement);
	expect(card()).toBeNull();
});

test("a card holds its place while a mouse is below it, and for no finger", async () => {
	const lei = seenGuest("王磊", { OnAir: false });
	const { container } = people({ guests: [lei], newcomers: [lei] });
	const at = (selector: string) => container.querySelector(selector) as HTMLElement;
	await loaded();
	const held = () => at("[data-newcomer]").closest("[data-cards]")?.getAttribute("data-held");
	fireEvent.pointerOver(at("[data-session]"), { pointerType: "touch" });
	expect(held()).toBeNull();
	fireEvent.pointerOver(at("[data-session]"), { pointerType: "mouse" });
	expect(held()).toBe("open");
	fireEvent.pointerOver(at("[data-newcomer]"), { pointerType: "mouse" });
	expect(held()).toBeNull();
	fireEvent.pointerOver(at("[data-session]"), { pointerType: "mouse" });
	fireEvent.focus(at("[data-newcomer] button"));
	expect(held()).toBeNull();
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
	expect(tom()?.querySelector("[data-do=mute]")).not.toBeNull();
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

/** Let the code of the rarer parts come. */
async function loaded(): Promise<void> {
	await vi.dynamicImportSettled();
	await pass();
}

test("guests who wait are let in one by one or all at once, and turned away", async () => {
	const of = (UserName: string, Connected = true) => ({
		SessionId: `se_${UserName}`,
		UserName,
		Connected,
		Place: "waiting" as const,
		SinceTime: 1,
		AvatarUrl: "",
	});
	const { tell, container, rerender, props } = people({ view: viewOf({ Waiting: [of("Mia"), of("Tom", false)] }) });
	await loaded();
	expect(screen.getByText("2 guests wait to come in")).not.toBeNull();
	expect(container.querySelector("[data-person=se_Tom][data-place=waiting]")?.textContent).toContain("Page closed");
	fireEvent.click(screen.getByRole("button", { name: "Let in Mia" }));
	fireEvent.click(screen.getByRole("button", { name: "Turn away Tom" }));
	fireEvent.click(screen.getByText("Let all in"));
	expect(tell.mock.calls).toEqual([
		["AdmitGuest", { SessionId: "se_Mia" }],
		["TurnAwayGuest", { SessionId: "se_Tom" }],
		["AdmitAllGuests"],
	]);
	rerender(<People {...props} view={viewOf({ Waiting: [of("Mia")], StageCap: 1 })} guests={[seenGuest("Lin")]} />);
	expect(screen.getByText("The stage is full. Someone must leave first.")).not.toBeNull();
	expect((screen.getByRole("button", { name: "Let in Mia" }) as HTMLButtonElement).disabled).toBe(true);
	rerender(<People {...props} active={false} />);
	expect(container.querySelector("[data-place=waiting]")).toBeNull();
});

test("a guest is muted by rights, and may speak again", async () => {
	const { tell, rerender, props } = people({ guests: [seenGuest("Mia"), seenGuest("Tom")] });
	await loaded();
	fireEvent.click(screen.getByRole("button", { name: "Mute Mia" }));
	fireEvent.click(screen.getByText("Mute all"));
	const muted = ["Mia", "Tom"].map((name) => seenGuest(name, { Muted: true }));
	rerender(<People {...props} guests={muted} />);
	expect((screen.getByText("Mute all") as HTMLButtonElement).disabled).toBe(true);
	fireEvent.click(screen.getByRole("button", { name: "Let Mia speak" }));
	expect(tell.mock.calls).toEqual([
		["SetGuestMicrophone", { SessionId: "se_Mia", Allowed: false }],
		["MuteAllGuests"],
		["SetGuestMicrophone", { SessionId: "se_Mia", Allowed: true }],
	]);
});

test("each act on a guest is one call, and the menu has the rarer ones", async () => {
	const mia = seenGuest("Mia", { HandTime: 5, Muted: true });
	const guest = { ...mia, person: { ...mia.person, micOpen: false } };
	const { tell, onRemove } = people({ guests: [guest] });
	await loaded();
	for (const text of ["Lower the hand", "Ask to unmute", "Turn the camera off", "Back to the waiting room"]) {
		fireEvent.click(screen.getByText(text));
	}
	fireEvent.click(screen.getByRole("button", { name: "Remove Mia" }));
	const SessionId = "se_Mia";
	expect(tell.mock.calls).toEqual([
		["LowerGuestHand", { SessionId }],
		["AskGuestToUnmute", { SessionId }],
		["SetGuestCamera", { SessionId, Allowed: false }],
		["SendGuestToWaiting", { SessionId }],
	]);
	expect(onRemove.mock.calls).toEqual([[SessionId]]);
});

test("a name that the server refuses stays in its field", async () => {
	const { tell } = people({ guests: [seenGuest("Mia")] });
	await loaded();
	fireEvent.click(screen.getByText("Change the name"));
	const field = screen.getByLabelText("Name") as HTMLInputElement;
	expect(field.value).toBe("Mia");
	fireEvent.change(field, { target: { value: "Mia\u202e" } });
	tell.mockResolvedValueOnce(false);
	fireEvent.submit(field);
	await pass();
	expect(screen.getByRole("alert").textContent).toContain("Not saved");
	fireEvent.change(field, { target: { value: " Mia W " } });
	expect(screen.getByRole("alert").textContent).toBe("");
	fireEvent.submit(field);
	await pass();
	expect(tell.mock.lastCall).toEqual(["RenameGuest", { SessionId: "se_Mia", UserName: "Mia W" }]);
	expect(screen.queryByRole("dialog")).toBeNull();
});

test("the host writes a line to all guests, and takes it away", async () => {
	const view = viewOf();
	const { tell, rerender, props } = people({ guests: [seenGuest("Mia")], view });
	await loaded();
	const field = screen.getByLabelText("A line that all guests read") as HTMLInputElement;
	fireEvent.change(field, { target: { value: " two minutes " } });
	fireEvent.submit(field);
	await pass();
	expect(tell.mock.lastCall).toEqual(["SendStageLine", { Text: "two minutes" }]);
	expect(field.value).toBe("");
	rerender(<People {...props} view={viewOf({ Lines: { ...view.Lines, ToAll: { Text: "two minutes", SentTime: 1 } } })} />);
	fireEvent.click(screen.getByText("Take away"));
	expect(tell.mock.lastCall).toEqual(["SendStageLine", { Text: "" }]);
});

test("a row that is dragged onto another one takes its place, and a row on itself changes nothing", async () => {
	const guests = [seenGuest("Mia"), seenGuest("Tom"), seenGuest("Lei")];
	const { container, tell, rerender, props } = people({ guests });
	await pass();
	const row = (name: string) => container.querySelector(`[data-person=se_${name}]`) as HTMLElement;
	const drag = (from: string, to: string) => {
		fireEvent.dragStart(row(from).querySelector("b") as Element);
		fireEvent.dragOver(row(to));
		const marked = row(to).hasAttribute("data-over");
		fireEvent.drop(row(to));
		fireEvent.dragEnd(row(from));
		expect(row(to).hasAttribute("data-over")).toBe(false);
		return marked;
	};
	expect(drag("Lei", "Mia")).toBe(true);
	expect(tell.mock.calls).toEqual([["OrderGuests", { SessionIds: ["se_Lei", "se_Mia", "se_Tom"] }]]);
	expect(drag("Tom", "Tom")).toBe(false);
	expect(tell).toHaveBeenCalledTimes(1);
	rerender(<People {...props} active={false} />);
	expect(row("Mia").getAttribute("draggable")).toBe("false");
	expect(drag("Lei", "Mia")).toBe(false);
});
