// @vitest-environment happy-dom
import "../testing/setup";
import { fireEvent, render, screen } from "@testing-library/react";
import { beforeEach, expect, test, vi } from "vitest";
import { setLanguage } from "../i18n/language";
import { ApiError } from "../net/call";
import { pass } from "../testing/act";
import { sessionOf } from "../testing/session";
import { viewOf } from "../testing/view";
import EndedReplay from "./EndedReplay";
import RecordSwitch from "./RecordSwitch";
import troubles from "./troubles";

beforeEach(() => setLanguage("en"));

const REPLAY = { State: "offline", MediaId: "42", Duration: 3486.4, Bytes: 1_600_000_000, StartTime: 1, Online: false } as const;

const find = (selector: string) => document.querySelector(selector) as HTMLElement;

function ended(replay: object | null) {
	const it = sessionOf();
	const shown = (part: object | null) => <EndedReplay session={it.session} view={viewOf({ Replay: part as never })} />;
	const { rerender } = render(shown(replay));
	return { ...it, become: (part: object) => rerender(shown(part)) };
}

test("a host puts the replay online, and takes it offline", async () => {
	const { calls, become } = ended(REPLAY);
	expect(find("#replay").textContent).toContain("Recording, 58:06, 1.6 GB");
	expect(find("#replay-online").getAttribute("aria-checked")).toBe("false");
	fireEvent.click(find("#replay-online"));
	await pass();
	become({ ...REPLAY, State: "online", Online: true });
	expect(find("#replay-online").getAttribute("aria-checked")).toBe("true");
	expect(screen.getByText(/same watch link/)).toBeTruthy();
	fireEvent.click(find("#replay-online"));
	await pass();
	const about = { ActivityId: 7, MediaId: 42 };
	expect(calls()).toEqual([
		["SetReplayOnline", { ...about, Online: true }],
		["SetReplayOnline", { ...about, Online: false }],
	]);
});

test("a host downloads the recording from the address that the server gives", async () => {
	const { call } = ended(REPLAY);
	call.mockResolvedValue({ Url: "https://kaibo.test/replay/token/download.mp4" });
	const go = vi.spyOn(location, "assign").mockImplementation(() => {});
	fireEvent.click(find("#replay-download"));
	await pass();
	expect(go).toHaveBeenCalledWith("https://kaibo.test/replay/token/download.mp4");
});

test("a refusal is said, and leaves the buttons", async () => {
	const { call } = ended(REPLAY);
	call.mockRejectedValue(new ApiError("ResourceNotFound.Media", "", 404));
	fireEvent.click(find("#replay-online"));
	await pass();
	expect(screen.getByRole("alert").textContent).toBe("That did not work. Please try again.");
	expect(find("#replay-online").getAttribute("aria-busy")).toBeNull();
});

test.each(["preparing", "gone"])("a replay that is %s has words, and no buttons", (State) => {
	ended({ ...REPLAY, State, MediaId: "" });
	expect(find(`[data-replay=${State}]`).textContent).not.toBe("");
	expect(find("button")).toBeNull();
});

test("nothing stands there without a recording", () => {
	ended(null);
	expect(find("#replay")).toBeNull();
});

test.each([
	["on", true],
	["full", true],
	["disk", true],
	["off", false],
] as const)("a show whose recording is %s: the switch is %s, and turns", async (Recording, on) => {
	const { session, calls } = sessionOf();
	render(<RecordSwitch session={session} view={viewOf({ Recording })} />);
	expect(find("#record-show").getAttribute("aria-checked")).toBe(String(on));
	fireEvent.click(find("#record-show"));
	await pass();
	expect(calls()).toEqual([["SetRecording", { On: !on }]]);
});

test.each(["full", "disk"] as const)("a show that is not recorded goes on, and the host reads it: %s", (trouble) => {
	expect(troubles.en[trouble].cure).toContain("The show goes on.");
	expect(troubles.zh[trouble].cure).toContain("直播不受影响");
});
