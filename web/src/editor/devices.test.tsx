// @vitest-environment happy-dom
import "../testing/setup";
import { act, fireEvent, render, screen } from "@testing-library/react";
import { useMemo, useState } from "react";
import { beforeEach, expect, test, vi } from "vitest";
import type { Design, DesignSource } from "../design/document";
import { FIRST, itemOf } from "../design/first";
import type { DesignControl } from "../design/useDesign";
import type { ExtraDevice } from "../devices/extra";
import { setLanguage } from "../i18n/language";
import type { SharedScreen } from "../source/screen";
import { pass } from "../testing/act";
import { FakeTrack } from "../testing/media";
import { FakeSound } from "../testing/sound";
import type { Around } from "./around";
import { EditorRail } from "./EditorRail";
import { editorOf } from "./editor";
import { useEditMode } from "./useEditMode";
import { useFileAdding } from "./useFileAdding";

/** The parts of the editor that know devices: cameras, microphones and shared screens. */

const FRAME = { width: 1280, height: 720 };
let sound: FakeSound;
let design: Design;
/** The person answers the next question about a screen, and does not close it. */
let chooses: boolean;
let shared: Map<string, SharedScreen>;
let around: Omit<Around, "files">;
let rerender: () => void;

beforeEach(() => {
	setLanguage("en");
	sound = new FakeSound();
	chooses = true;
	shared = new Map();
	around = {
		camera: { deviceId: "c1", choices: [choice("c1"), choice("c2")], choose: vi.fn() },
		cameras: [choice("c2")],
		microphones: [choice("m2")],
		devices: new Map(),
		sounds: new Map(),
		mutes: { off: new Set(), toggle: vi.fn() },
		micOpen: true,
		people: [],
		guestScreen: false,
		startsAt: 0,
		screens: {
			shared,
			refused: false,
			share: vi.fn(async (place: () => string) => {
				if (chooses) shared.set(place(), {} as SharedScreen);
			}),
			end: vi.fn(),
			keep: () => {},
			toggle: vi.fn(),
		},
	};
});

const choice = (id: string) => ({ id, label: `The ${id}` });

function Page({ first, now }: { first: Design; now: Around }) {
	const [stored, set] = useState(first);
	design = stored;
	const show = useMemo(() => {
		const edit = (change: (design: Design) => Design) => {
			design = change(design);
			set(design);
			return true;
		};
		return { design: stored, edit, air: edit } as unknown as DesignControl;
	}, [stored]);
	const picture = useMemo(() => ({ size: FRAME, boxes: [] }), []);
	const mode = useEditMode(show.edit, true);
	const editor = editorOf(mode, show, picture, FRAME);
	const adding = useFileAdding({ add: () => Promise.reject(new Error("no files here")) }, vi.fn());
	return (
		<>
			<button type="button" onClick={editor.toggle}>
				edit
			</button>
			{mode.open && <EditorRail editor={editor} around={now} adding={adding} />}
		</>
	);
}

/** Open the editor of the scene “grid”, with these sources in it too. */
function open(sources: Record<string, DesignSource> = {}) {
	const scenes = FIRST.scenes.map((scene) =>
		scene.id === "grid" ? { ...scene, items: [...scene.items, ...inScene(sources).map((id) => itemOf(`i-${id}`, id))] } : scene,
	);
	const first = { ...FIRST, sources: { ...FIRST.sources, ...sources }, scenes };
	const page = () => <Page first={first} now={{ ...around } as Around} />;
	const rendered = render(page());
	rerender = () => rendered.rerender(page());
	fireEvent.click(screen.getByText("edit"));
}
const inScene = (sources: Record<string, DesignSource>) =>
	Object.entries(sources).flatMap(([id, { kind }]) => (kind === "microphone" ? [] : [id]));

const button = (name: string) => screen.getByRole("button", { name });
const offers = (kind: string) => [...document.querySelectorAll(`[data-add=${kind}]`)];
const sourcesOf = (kind: string) => Object.entries(design.sources).filter(([, source]) => source.kind === kind);
const onGrid = (id: string) => design.scenes.find((scene) => scene.id === "grid")?.items.some(({ source }) => source === id);
const track = (id: string) => new FakeTrack("audio", id).track;
const device = (part: Partial<ExtraDevice>): ExtraDevice => ({ track: null, missing: false, busy: false, ...part });
const HAND: Record<string, DesignSource> = { hand: { kind: "microphone", name: "", device: "m2", label: "Hand" } };
const DESK: Record<string, DesignSource> = { desk: { kind: "camera", name: "", device: "c2", label: "Desk" } };

test("a microphone is added to the show, and to no scene", () => {
	open();
	fireEvent.click(screen.getByText("Microphone: The m2"));
	const [[id, source]] = sourcesOf("microphone") as [[string, DesignSource]];
	expect(source).toEqual({ kind: "microphone", name: "", device: "m2", label: "The m2" });
	expect(onGrid(id)).toBe(false);
	fireEvent.click(button("Delete The m2"));
	expect(sourcesOf("microphone")).toEqual([]);
});

test("a microphone has a meter and a button that mutes it", async () => {
	sound.peak = 1;
	around.sounds = new Map([["hand", track("m2")]]);
	open(HAND);
	await pass(100);
	const level = () => screen.getByRole("meter", { name: "Level of Hand" }).getAttribute("aria-valuenow");
	expect(level()).toBe("10");
	fireEvent.click(button("Mute Hand"));
	expect(around.mutes.toggle).toHaveBeenCalledWith("hand");
	around.mutes = { ...around.mutes, off: new Set(["hand"]) };
	rerender();
	expect([level(), button("Unmute Hand")]).toEqual(["0", expect.anything()]);
	around = { ...around, micOpen: false };
	rerender();
	expect((button("All microphones are muted") as HTMLButtonElement).disabled).toBe(true);
});

test.each([
	["Not plugged in", device({ missing: true })],
	["This is already your microphone", device({ track: {} as MediaStreamTrack })],
	["It does not open. Another program may use it", device({ busy: true })],
	["Opening…", device({})],
])("a microphone that is not heard says why: %s", (words, state) => {
	around.devices = new Map([["hand", state]]);
	open(HAND);
	expect(document.querySelector("[data-microphone=hand]")?.textContent).toContain(words);
});

test("a further screen stands in the scene once the host chose what to share", async () => {
	open();
	expect(offers("further-screen")).toEqual([]);
	fireEvent.click(offers("screen")[0] as Element);
	expect(onGrid("screen")).toBe(true);
	expect(around.screens?.toggle).toHaveBeenCalledWith("screen");
	chooses = false;
	await act(async () => fireEvent.click(offers("further-screen")[0] as Element));
	expect(sourcesOf("screen")).toHaveLength(1);
	chooses = true;
	for (const _ of [2, 3]) await act(async () => fireEvent.click(offers("further-screen")[0] as Element));
	const further = sourcesOf("screen").filter(([id]) => id !== "screen");
	expect(further.map(([, source]) => source)).toEqual([
		{ kind: "screen", name: "My screen 2" },
		{ kind: "screen", name: "My screen 3" },
	]);
	expect([...shared.keys()]).toEqual(further.map(([id]) => id));
	expect(further.every(([id]) => onGrid(id))).toBe(true);
});

test("a browser that cannot share offers no screen", () => {
	around.screens = null;
	open({ two: { kind: "screen", name: "My screen 2" } });
	expect([...offers("screen"), ...offers("further-screen"), ...document.querySelectorAll("[data-share]")]).toEqual([]);
});

test("a screen that is not shared can be shared again, on its row and in its properties", () => {
	open({ two: { kind: "screen", name: "My screen 2" } });
	fireEvent.click(button("Share My screen 2"));
	expect(around.screens?.toggle).toHaveBeenCalledWith("two");
	fireEvent.click(button("My screen 2"));
	expect(screen.getByText("This is not shared now")).toBeTruthy();
	fireEvent.click(document.getElementById("share-again") as Element);
	expect(shared.has("two")).toBe(true);
	rerender();
	expect(document.querySelector("[data-share]")).toBeNull();
	fireEvent.click(button("Stop sharing"));
	expect(around.screens?.end).toHaveBeenCalledWith("two");
});

test("the share button's screen is ended there, and can be exchanged here", () => {
	shared.set("screen", {} as SharedScreen);
	open();
	fireEvent.click(offers("screen")[0] as Element);
	expect(around.screens?.toggle).not.toHaveBeenCalled();
	fireEvent.click(button("My screen"));
	expect(document.getElementById("stop-sharing")).toBeNull();
	fireEvent.click(button("Share something else…"));
	expect(around.screens?.share).toHaveBeenCalled();
});

test("a further camera that is not plugged in says so, and its device can be chosen", () => {
	around.devices = new Map([["desk", device({ missing: true })]]);
	open({ desk: { kind: "camera", name: "", device: "gone", label: "Desk" } });
	expect(screen.getByRole("img", { name: "This camera is not plugged in" })).toBeTruthy();
	fireEvent.click(button("Desk"));
	expect(screen.getByRole("status").textContent).toBe("This camera is not plugged in");
	fireEvent.change(screen.getByLabelText("Camera"), { target: { value: "c2" } });
	expect(design.sources.desk).toMatchObject({ device: "c2", label: "The c2" });
});

test("a camera that another machine named shows the device that stands for it, and takes a name and a mirror", () => {
	const open2 = new FakeTrack("video", "c2").track;
	around.devices = new Map([["desk", device({ track: open2 })]]);
	open({ desk: { ...DESK.desk, device: "id of elsewhere" } as DesignSource });
	fireEvent.click(button("Desk"));
	expect((screen.getByLabelText("Camera") as HTMLSelectElement).value).toBe("c2");
	expect(screen.getByLabelText("Camera").children).toHaveLength(1);
	fireEvent.change(screen.getByLabelText("Name on the picture"), { target: { value: "Ada" } });
	expect(design.sources.desk).toMatchObject({ name: "Ada", device: "id of elsewhere" });
	fireEvent.click(screen.getByLabelText("Mirror"));
	const item = design.scenes.find(({ id }) => id === "grid")?.items.find(({ source }) => source === "desk");
	expect(item?.mirror).toBe(true);
});

test("the device bar's camera is chosen in its layer too", () => {
	open();
	fireEvent.click(button("My camera"));
	fireEvent.change(screen.getByLabelText("Camera"), { target: { value: "c2" } });
	expect(around.camera.choose).toHaveBeenCalledWith("c2");
});
