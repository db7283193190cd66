// @vitest-environment happy-dom
import "../testing/setup";
import { act, fireEvent, render } from "@testing-library/react";
import { beforeEach, expect, test, vi } from "vitest";
import type { Port } from "../companion/port";
import { setLanguage } from "../i18n/language";
import { Status } from "../net/roles";
import type { View } from "../net/types";
import { pass } from "../testing/act";
import { FakeDevices } from "../testing/media";
import { FakeRoom } from "../testing/room";
import { sessionOf } from "../testing/session";
import { viewOf } from "../testing/view";
import { PageBoundary } from "../ui/PageBoundary";
import { Studio } from "./Studio";

vi.mock("livekit-client", async (original) => ({
	...(await original<typeof import("livekit-client")>()),
	Room: (await import("../testing/room")).FakeRoom,
}));

const LIVE = viewOf({ Activity: { Status: Status.LIVE, Wanted: true }, Seat: { Aired: true } });
/** The owner reads the identities, and only what can be seen reads the count of viewers. */
const OWNER_FAILS = { ...LIVE, Identities: undefined } as unknown as View;
const DESK_FAILS = { ...LIVE, Viewers: undefined } as unknown as View;

beforeEach(() => {
	new FakeDevices({ video: [], audio: [] });
	FakeRoom.made = [];
	delete window.kaiboCompanion;
	vi.stubGlobal("fetch", () => Promise.reject(new TypeError("no server")));
	setLanguage("en");
	vi.spyOn(console, "error").mockImplementation(() => {});
});

async function studio() {
	const { session } = sessionOf({ call: vi.fn(async () => ({ Token: "a token" })) as never });
	const page = (view: View) => (
		<PageBoundary>
			<Studio session={session} view={view} />
		</PageBoundary>
	);
	const { container, rerender } = render(page(LIVE));
	await pass();
	expect(container.querySelector("#who")).not.toBeNull();
	return {
		container,
		show: async (view: View) => {
			rerender(page(view));
			await pass();
		},
		again: async () => {
			await act(async () => fireEvent.click(container.querySelector("#try-again") as Element));
			await pass();
		},
	};
}

const connected = () => FakeRoom.made.filter(({ state }) => state === "connected").length;

test("a studio that failed as a whole goes off air, and on air again after a click on try again", async () => {
	const { container, show, again } = await studio();
	expect([document.body.dataset.state, connected()]).toEqual(["live", 2]);
	await show(OWNER_FAILS);
	expect(container.querySelector("#page-failed")).not.toBeNull();
	expect(connected()).toBe(0);
	await again();
	expect(connected()).toBe(0);
	await show(LIVE);
	await again();
	expect(container.querySelector("#who")).not.toBeNull();
	expect([document.body.dataset.state, connected()]).toEqual(["live", 2]);
});

test("the app's channel, which records, and both rooms stay while all that can be seen has failed", async () => {
	const said: string[] = [];
	const heard = new Set<unknown>();
	window.kaiboCompanion = Promise.resolve({
		say: (kind) => void said.push(kind),
		said: { connect: (hear) => void heard.add(hear), disconnect: (hear) => void heard.delete(hear) },
	} satisfies Port);
	const { container, show, again } = await studio();
	await vi.waitFor(() => expect(said).toContain("hello"));
	const listeners = [...heard];
	await show(DESK_FAILS);
	expect(container.querySelector("#page-failed")).not.toBeNull();
	expect([connected(), [...heard]]).toEqual([2, listeners]);
	await show(LIVE);
	await again();
	expect(container.querySelector("#who")).not.toBeNull();
	expect([connected(), [...heard]]).toEqual([2, listeners]);
	expect(said.filter((kind) => kind === "hello")).toHaveLength(1);
});

test("the top tells the end of the show from the end of this session", async () => {
	const { container, show } = await studio();
	const top = () => container.querySelector("header")?.textContent;
	const over = { ...LIVE, Activity: { ...LIVE.Activity, Status: Status.OVER, Wanted: false } };
	await show(over);
	expect(top()).toContain("Show over");
	await show({ ...over, Session: { ...over.Session, EndReason: "removed" } });
	expect(top()).toContain("Not on air here");
});
