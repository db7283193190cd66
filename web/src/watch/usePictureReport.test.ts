// @vitest-environment happy-dom
import "../testing/setup";
import { renderHook } from "@testing-library/react";
import { beforeEach, expect, test, vi } from "vitest";
import { Status } from "../net/roles";
import type { WatchView } from "../net/types";
import { pass } from "../testing/act";
import { FakeServer } from "../testing/server";
import { picture } from "./picture";
import { usePictureReport } from "./usePictureReport";
import type { Frames } from "./watchState";

const LIVE = { Status: Status.LIVE, Away: false } as WatchView;
const PREVIEW = { Status: Status.PREVIEW, Away: false } as WatchView;
let server: FakeServer;
let hidden: boolean;

beforeEach(() => {
	server = new FakeServer({ ReportPicture: { Status: true } });
	hidden = false;
	Object.defineProperty(document, "hidden", { get: () => hidden, configurable: true });
});

const reports = () => server.calls.map(({ body }) => body);

function watch(view: WatchView | null = LIVE) {
	const first: { view: WatchView | null; frames: Frames } = { view, frames: "none" };
	return renderHook(({ view, frames }) => usePictureReport("/w/a", view, frames), { initialProps: first });
}

/** Let the code that reports come. */
async function loaded(): Promise<void> {
	await vi.dynamicImportSettled();
	await pass();
}

test("a page that opened during the show tells once how soon its picture came", async () => {
	const { rerender } = watch();
	await pass(60_000);
	expect(reports()).toEqual([]);
	const came = new Event("loadeddata");
	Object.defineProperty(came, "timeStamp", { value: 730.4 });
	picture().dispatchEvent(came);
	rerender({ view: LIVE, frames: "coming" });
	rerender({ view: { ...LIVE }, frames: "coming" });
	await loaded();
	await pass(60_000);
	expect(reports()).toEqual([{ FirstPictureMs: 730, Stalls: 0 }]);
	expect(server.calls[0]?.url).toBe("/w/a/call/ReportPicture");
});

test("a picture that came before the first view counts", async () => {
	const { rerender } = watch(null);
	rerender({ view: null, frames: "coming" });
	await loaded();
	expect(reports()).toEqual([]);
	rerender({ view: LIVE, frames: "coming" });
	await loaded();
	expect(reports()).toHaveLength(1);
});

test.each([
	["waited for the show", PREVIEW],
	["opened while the host was away", { ...LIVE, Away: true }],
])("a page that %s tells no time", async (_, first) => {
	const { rerender } = watch(first);
	rerender({ view: LIVE, frames: "coming" });
	await loaded();
	await pass(60_000);
	expect(reports()).toEqual([]);
});

test("a page that was hidden meanwhile tells no time", async () => {
	const { rerender } = watch();
	hidden = true;
	document.dispatchEvent(new Event("visibilitychange"));
	hidden = false;
	rerender({ view: LIVE, frames: "coming" });
	await loaded();
	await pass(60_000);
	expect(reports()).toEqual([]);
});

test("pictures that come back count as stalls, and go together every half minute", async () => {
	const { rerender } = watch(PREVIEW);
	for (const frames of ["coming", "stopped", "coming", "stopped", "coming"] as const) rerender({ view: LIVE, frames });
	await loaded();
	expect(reports()).toEqual([]);
	await pass(30_000);
	expect(reports()).toEqual([{ Stalls: 2 }]);
	rerender({ view: LIVE, frames: "stopped" });
	await pass(60_000);
	expect(reports(), "the end of a show is no stall").toHaveLength(1);
});

test("what is left goes when the page goes, and a server that is away harms nothing", async () => {
	server.answers = {};
	const { rerender, unmount } = watch(PREVIEW);
	for (const frames of ["coming", "stopped", "coming"] as const) rerender({ view: LIVE, frames });
	await loaded();
	dispatchEvent(new Event("pagehide"));
	expect(reports()).toEqual([{ Stalls: 1 }]);
	unmount();
	await pass(60_000);
	expect(reports()).toHaveLength(1);
});
