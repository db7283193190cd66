// @vitest-environment happy-dom
import "../testing/setup";
import { act, fireEvent, render, screen } from "@testing-library/react";
import { beforeEach, expect, test } from "vitest";
import type { Design } from "../design/document";
import { FIRST } from "../design/first";
import { isSaid } from "../design/said";
import type { View } from "../net/types";
import { pass } from "../testing/act";
import { sessionOf } from "../testing/session";
import { messageOf, questionOf, RULES, talkEvent } from "../testing/talk";
import { viewOf } from "../testing/view";
import { StudioTalk } from "./StudioTalk";
import "./TalkPanel";
import type { StudioParts } from "./useStudio";

const REVIEWED = { ...RULES, Review: true };
const AKI = { name: "Aki", text: "When do we move?" };

let design: Design;
let made: ReturnType<typeof sessionOf>;

beforeEach(() => {
	localStorage.setItem("kaibo.lang", "en");
	design = FIRST;
	made = sessionOf();
	made.call.mockImplementation(async (action) => (action === "GetChatWords" ? { Words: [] } : { People: [] }));
});

function Studio() {
	const change = (to: (now: Design) => Design) => {
		design = to(design);
		return true;
	};
	const show = { design, ready: true, edit: change, air: change };
	const view = { ...viewOf(), Chat: REVIEWED } as unknown as View;
	return <StudioTalk session={made.session} view={view} studio={{ show, open: true } as unknown as StudioParts} />;
}

const hear = (part: Parameters<typeof talkEvent>[0]) => act(async () => made.session.talk.take(talkEvent(part)));
const bar = () => document.getElementById("chat-toggle") as HTMLElement;
const press = (name: string, inside = "") => fireEvent.click(document.querySelector(`${inside} [data-act="${name}"]`) as Element);

/** Open the menu of a message. */
const more = (id: number) => fireEvent.click(document.getElementById(`message-${id}`) as Element);

/** The panel's code is there already, and comes after some promises. */
async function loaded(): Promise<void> {
	await act(() => import("./TalkPanel"));
	await pass(10);
}

async function opened() {
	const page = render(<Studio />);
	fireEvent.click(bar());
	await loaded();
	return page;
}

test("the closed panel counts what is new since the page came, and an open one has read it", async () => {
	render(<Studio />);
	await hear({ Fresh: true, Messages: [messageOf({ Id: 1 })], Questions: [questionOf({ Id: 1 })] });
	expect(bar().textContent).toBe("Chat and questions");
	await hear({ Seq: 2, Messages: [messageOf({ Id: 2 }), messageOf({ Id: 3 })], Questions: [questionOf({ Id: 2 })] });
	expect(bar().textContent).toContain("3 new");
	fireEvent.click(bar());
	fireEvent.click(bar());
	expect(bar().textContent).toBe("Chat and questions");
});

test("the host reviews, hides, pins, silences and deletes", async () => {
	await opened();
	await hear({ Fresh: true, Messages: [messageOf({ Id: 1 }), messageOf({ Id: 2, State: "held", UserId: 12 })] });
	fireEvent.click(screen.getByText("1 to review"));
	expect(document.querySelector("[data-message='1']")).toBeNull();
	press("show", "[data-message='2']");
	press("hide", "[data-message='2']");
	fireEvent.click(screen.getByText("1 to review"));
	for (const one of ["hide", "pin", "silence", "delete"]) {
		more(1);
		press(one, "[data-message='1']");
	}
	await pass();
	expect(made.calls()).toEqual([
		["ShowMessage", { Id: 2 }],
		["HideMessage", { Id: 2 }],
		["HideMessage", { Id: 1 }],
		["PinMessage", { Id: 1 }],
		["SilencePerson", { UserId: 11, Silenced: true }],
		["DeleteMessage", { Id: 1 }],
	]);
});

test("a ban names the person, and what the crew did to them stands on all their messages", async () => {
	await opened();
	await hear({ Fresh: true, Messages: [messageOf({ Id: 1 }), messageOf({ Id: 2 }), messageOf({ Id: 3, UserId: 12 })] });
	more(1);
	press("ban");
	expect(screen.getByText("Ban Aki from this show?")).toBeTruthy();
	expect(document.activeElement?.textContent).toBe("Cancel");
	fireEvent.keyDown(document.activeElement as Element, { key: "Escape" });
	expect(document.activeElement?.id).toBe("message-1");
	await pass();
	expect(made.calls()).toEqual([]);
	more(1);
	press("ban");
	press("ban-now");
	await pass();
	expect(made.calls()).toEqual([["BanPerson", { UserId: 11, Banned: true }]]);
	await hear({ Seq: 2, Messages: [messageOf({ Id: 2, Banned: true })] });
	expect(screen.getAllByText("Banned")).toHaveLength(2);
	more(1);
	press("ban");
	await pass();
	expect(made.calls()[1]).toEqual(["BanPerson", { UserId: 11, Banned: false }]);
	await hear({ Seq: 3, Messages: [messageOf({ Id: 2 })] });
	expect(screen.queryByText("Banned")).toBeNull();
});

test("a message is on screen with one click, and off with another", async () => {
	const { rerender } = await opened();
	await hear({ Fresh: true, Messages: [messageOf({ Id: 1, Text: AKI.text })] });
	more(1);
	press("screen");
	expect(isSaid(design, AKI)).toBe(true);
	rerender(<Studio />);
	press("unscreen");
	expect(isSaid(design, AKI)).toBe(false);
	expect(design.overlays).toEqual(FIRST.overlays);
});

test("the studio draws the question that an assistant put on screen, with its panel closed", async () => {
	const { rerender } = render(<Studio />);
	await hear({ Fresh: true, Questions: [questionOf({ Id: 4, Text: AKI.text, OnScreen: true })] });
	await loaded();
	expect(isSaid(design, AKI)).toBe(true);
	rerender(<Studio />);
	await hear({ Seq: 2, Questions: [questionOf({ Id: 4, Text: AKI.text })] });
	expect(isSaid(design, AKI)).toBe(false);
});

test("a call that fails is told, and the settings act at once", async () => {
	await opened();
	await hear({ Fresh: true, Messages: [messageOf({ Id: 1 })] });
	made.call.mockRejectedValueOnce(new (await import("../net/call")).NoAnswer(""));
	more(1);
	press("delete");
	await pass();
	expect(screen.getByText("That did not work. Please try again.")).toBeTruthy();
	fireEvent.click(document.getElementById("chat-settings") as Element);
	await pass();
	fireEvent.click(screen.getByLabelText("Links in messages"));
	fireEvent.change(document.getElementById("chat-set-slow") as Element, { target: { value: "10" } });
	await pass();
	expect(made.calls()).toContainEqual(["SetChat", { Links: true }]);
	expect(made.calls()).toContainEqual(["SetChat", { SlowSeconds: 10 }]);
});
