// @vitest-environment happy-dom
import "../testing/setup";
import { act, renderHook } from "@testing-library/react";
import { beforeEach, expect, test, vi } from "vitest";
import type { Format } from "../compositor/orders";
import type { Program } from "../compositor/publish";
import { pass } from "../testing/act";
import { FakeTrack } from "../testing/media";
import type { Port } from "./port";
import { opened } from "./report";
import { useCompanion } from "./useCompanion";
import { useRecorder } from "./useRecorder";

type Hear = (kind: string, text: string) => void;

/** The app's end of the channel. */
class FakeApp {
	said: [string, string][] = [];
	private listeners = new Set<Hear>();
	port: Port = {
		say: (kind, text) => this.said.push([kind, text]),
		said: {
			connect: (hear: Hear) => this.listeners.add(hear),
			disconnect: (hear: Hear) => this.listeners.delete(hear),
		},
	} as Port;

	command(kind: string, text: string): void {
		for (const hear of this.listeners) hear(kind, text);
	}

	get heard(): number {
		return this.listeners.size;
	}
}

class FakeRecorder {
	static made: FakeRecorder[] = [];
	state = "inactive";
	ondataavailable: (event: { data: Blob }) => void = () => {};
	onstop: () => void = () => {};

	constructor(
		readonly stream: unknown,
		readonly options: { videoBitsPerSecond: number },
	) {
		FakeRecorder.made.push(this);
	}

	start(): void {
		this.state = "recording";
	}

	stop(): void {
		this.state = "inactive";
		this.onstop();
	}
}

let app: FakeApp;
beforeEach(() => {
	app = new FakeApp();
	FakeRecorder.made = [];
	window.kaiboCompanion = Promise.resolve(app.port);
	vi.stubGlobal("MediaRecorder", FakeRecorder);
	vi.stubGlobal("MediaStream", class {});
});

const REPORT = {
	page: "studio",
	state: "preview",
	air: false,
	show: "Tea",
	link: "li",
	since: 0,
	microphone: true,
	camera: true,
};
const states = () => app.said.filter(([kind]) => kind === "state").map(([, text]) => JSON.parse(text));

test("the app gets a greeting, and the page's state at each change alone", async () => {
	const { rerender } = renderHook(({ air }) => useCompanion({ ...REPORT, air } as never, {}), { initialProps: { air: false } });
	await pass();
	expect(app.said[0]).toEqual(["hello", ""]);
	rerender({ air: false });
	expect(states()).toEqual([{ ...REPORT, can: [] }]);
	rerender({ air: true });
	expect(states()).toEqual([
		{ ...REPORT, can: [] },
		{ ...REPORT, air: true, can: [] },
	]);
});

test("a command of the app does what its button does, and nothing where the page has none", async () => {
	const microphone = vi.fn();
	renderHook(() => useCompanion(REPORT as never, { microphone }));
	await pass();
	expect(states()[0].can).toEqual(["microphone"]);
	app.command("command", "microphone");
	app.command("command", "go-live");
	app.command("other", "microphone");
	expect(microphone).toHaveBeenCalledOnce();
});

test("a page that goes hears the app no more", async () => {
	const { unmount } = renderHook(() => useCompanion(REPORT as never, {}));
	await pass();
	expect(app.heard).toBe(1);
	unmount();
	expect(app.heard).toBe(0);
});

test("devices are reported as open only where they are wanted and there", () => {
	const device = (wanted: boolean, there: boolean) => ({ wanted, track: there ? {} : null }) as never;
	expect(opened(false, { mic: device(true, true), camera: device(true, true) })).toEqual({ microphone: null, camera: null });
	expect(opened(true, { mic: device(false, true), camera: device(true, false) })).toEqual({ microphone: false, camera: false });
	expect(opened(true, { mic: device(true, true), camera: device(true, true) })).toEqual({ microphone: true, camera: true });
});

const FORMAT: Format = { width: 1280, height: 720, fps: 30 };
const program = (): Program => ({ picture: new FakeTrack("video", "p").track, sound: new FakeTrack("audio", "s").track });

async function recorder() {
	const hook = renderHook(({ made }) => useRecorder(app.port, made, FORMAT), {
		initialProps: { made: program() as Program | null },
	});
	await pass();
	act(() => hook.result.current.toggle());
	return hook;
}

test("a recording begins when the app says yes, in better quality than the network gets", async () => {
	const { result } = await recorder();
	expect(app.said).toEqual([["record", "on"]]);
	expect([result.current.recording, FakeRecorder.made.length]).toEqual([false, 0]);
	act(() => app.command("record", "on"));
	expect(result.current.recording).toBe(true);
	expect(FakeRecorder.made[0]?.options.videoBitsPerSecond).toBeGreaterThan(4_000_000);
});

test("pieces go to the app in their order, the end after the last one", async () => {
	const { result } = await recorder();
	act(() => app.command("record", "on"));
	app.said = [];
	for (const text of ["first", "", "last"]) FakeRecorder.made[0]?.ondataavailable({ data: new Blob([text]) });
	act(() => result.current.toggle());
	act(() => app.command("record", "off"));
	await pass();
	expect(app.said).toEqual([
		["record", "off"],
		["chunk", btoa("first")],
		["chunk", btoa("last")],
		["record", "ended"],
	]);
});

test("a recording ends with its program", async () => {
	const { result, rerender } = await recorder();
	act(() => app.command("record", "on"));
	rerender({ made: null });
	await pass();
	expect(result.current.recording).toBe(false);
	expect(FakeRecorder.made[0]?.state).toBe("inactive");
	expect(app.said.at(-1)).toEqual(["record", "ended"]);
});
