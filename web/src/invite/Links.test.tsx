// @vitest-environment happy-dom
import "../testing/setup";
import { act, fireEvent, render } from "@testing-library/react";
import { beforeEach, expect, test, vi } from "vitest";
import { setLanguage } from "../i18n/language";
import { NoAnswer } from "../net/call";
import type { View } from "../net/types";
import { sessionOf } from "../testing/session";
import { viewOf } from "../testing/view";
import Links from "./Links";
import type { Invite, InvitedRole } from "./useInvites";

beforeEach(() => setLanguage("en"));

const CODE = ["10", "01"];
const URL = "https://kaibo.test/l/guests";

function invite(role: InvitedRole, State: Invite["State"], people = 0): Invite {
	const open = State === "open";
	const url = role === "guest" ? URL : `https://kaibo.test/l/${role}`;
	return { Role: role, State, LinkId: open ? `ln_${role}` : "", Url: open ? url : "", Qr: open ? CODE : [], People: people };
}

/** Show the dialog to a host. `answers` are those of the calls, by name; a missing one fails. */
async function dialog(answers: Record<string, unknown>, assistants: View["Assistants"] = []) {
	const call = vi.fn(async (name: string) => {
		if (!(name in answers)) throw new NoAnswer();
		return answers[name];
	});
	const { session } = sessionOf({ call: call as never });
	const { container } = render(<Links session={session} view={viewOf({ Assistants: assistants })} />);
	await act(async () => {});
	const find = (selector: string) => container.querySelector<HTMLElement>(selector);
	const press = (selector: string) => act(async () => fireEvent.click(find(selector) as Element));
	return { answers, call, find, press, text: () => container.textContent ?? "" };
}

const both = (guest: Invite, host: Invite) => ({
	GetInvites: { Guest: guest, Host: host, Assistant: invite("assistant", "none"), WatchQr: CODE },
});

test("the first link for guests is made at once, and none for another host", async () => {
	const { call, find } = await dialog({
		...both(invite("guest", "none"), invite("host", "none")),
		CreateInvite: invite("guest", "open"),
	});
	expect(call.mock.calls).toEqual([
		["GetInvites", { Tab: "this-tab" }],
		["CreateInvite", { Tab: "this-tab", Role: "guest" }],
	]);
	expect([find("#guest-link")?.textContent, find("#watch-link")?.textContent]).toEqual([URL, "https://kaibo.test/w/tea"]);
	expect([find("#second-host-link"), find("#make-second-host-link")?.textContent]).toEqual([null, "Make a link"]);
});

test("a link that is there is shown, and no other one is made", async () => {
	const { call, find } = await dialog(both(invite("guest", "open"), invite("host", "open")));
	expect(call).toHaveBeenCalledOnce();
	expect(find("#second-host-link")?.textContent).toBe("https://kaibo.test/l/host");
});

test.each([
	["off", "This link is off"],
	["blocked", "A person was removed"],
] as const)("a link that is %s is made again by a click alone", async (state, said) => {
	const { answers, call, find, press, text } = await dialog(both(invite("guest", state), invite("host", "none")));
	expect([call.mock.calls.length, find("#guest-link")]).toEqual([1, null]);
	expect(text()).toContain(said);
	answers.CreateInvite = invite("guest", "open");
	await press("#make-guest-link");
	expect(find("#guest-link")?.textContent).toBe(URL);
});

test("a QR code is drawn on request, dark on white", async () => {
	const { find, press } = await dialog(both(invite("guest", "open"), invite("host", "none")));
	expect(find("svg[role=img]")).toBeNull();
	await press("#qr-guest-link");
	expect(find("#qr-guest-link")?.getAttribute("aria-expanded")).toBe("true");
	expect(find("svg[role=img] path")?.getAttribute("d")).toBe("M4 4h1v1h-1zM5 5h1v1h-1z");
});

test("a link is turned off after one question, and its people may stay or go", async () => {
	const { answers, call, find, press, text } = await dialog(both(invite("guest", "open", 2), invite("host", "open")));
	await press("#turn-off-guest-link");
	expect(document.activeElement?.id).toBe("keep-guest-link");
	expect(text()).toContain("2 people came in with it");
	await press("#keep-guest-link");
	expect(find("#guest-link")?.textContent).toBe(URL);

	answers.TurnOffInvite = invite("guest", "off");
	await press("#turn-off-guest-link");
	await press("#off-guest-link");
	expect(call).toHaveBeenLastCalledWith("TurnOffInvite", { Tab: "this-tab", LinkId: "ln_guest", Mode: "new-joins-only" });
	expect(find("#make-guest-link")).not.toBeNull();

	answers.TurnOffInvite = invite("host", "off");
	await press("#turn-off-second-host-link");
	expect(find("#off-all-second-host-link")).toBeNull();
	await press("#off-second-host-link");
	expect(find("#make-second-host-link")).not.toBeNull();
});

test("people who came in by a link can be removed with it", async () => {
	const { answers, call, press } = await dialog(both(invite("guest", "open", 1), invite("host", "none")));
	answers.TurnOffInvite = invite("guest", "off");
	await press("#turn-off-guest-link");
	await press("#off-all-guest-link");
	expect(call).toHaveBeenLastCalledWith("TurnOffInvite", { Tab: "this-tab", LinkId: "ln_guest", Mode: "everyone" });
});

test("an assistant's link is made by a click, and an assistant who is in is removed after a question", async () => {
	const ada = { SessionId: "se_ada", UserName: "Ada", Connected: true, Identity: "assistant-1" };
	const away = { SessionId: "se_2", UserName: "", Connected: false, Identity: "assistant-2" };
	const { answers, call, find, press, text } = await dialog(both(invite("guest", "open"), invite("host", "none")), [ada, away]);
	answers.CreateInvite = invite("assistant", "open", 1);
	await press("#make-assistant-link");
	expect(find("#assistant-link")?.textContent).toBe("https://kaibo.test/l/assistant");
	expect(text()).toContain("Assistant · away");

	await press("[data-assistant=se_ada] [data-do=remove]");
	expect([document.activeElement?.textContent, text()]).toEqual(["Keep them", expect.stringContaining("Remove Ada?")]);
	await press("[data-do=remove-now]");
	expect(text()).toContain("That didn’t work");
	answers.RemoveAssistant = {};
	await press("[data-do=remove-now]");
	expect(call).toHaveBeenCalledWith("RemoveAssistant", { Tab: "this-tab", SessionId: "se_ada" });
	expect(call).toHaveBeenLastCalledWith("GetInvites", { Tab: "this-tab" });
	expect(find("[data-do=remove-now]")).toBeNull();
});

test("a call that fails says so, and a click tries again", async () => {
	const { answers, find, press, text } = await dialog({});
	expect(text()).toContain("That didn’t work");
	expect(find("#watch-link")).not.toBeNull();
	Object.assign(answers, both(invite("guest", "open"), invite("host", "none")));
	await press("[role=alert] button");
	expect(find("#guest-link")?.textContent).toBe(URL);
	delete answers.TurnOffInvite;
	await press("#turn-off-guest-link");
	await press("#off-guest-link");
	expect([find("#guest-link")?.textContent, text()]).toEqual([URL, expect.stringContaining("That didn’t work")]);
});
