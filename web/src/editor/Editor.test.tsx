// @vitest-environment happy-dom
import "../testing/setup";
import { act, fireEvent, render, screen } from "@testing-library/react";
import { useMemo, useState } from "react";
import { beforeEach, expect, test, vi } from "vitest";
import type { Design } from "../design/document";
import { FIRST } from "../design/first";
import type { DesignControl } from "../design/useDesign";
import { setLanguage } from "../i18n/language";
import { pass } from "../testing/act";
import type { Around } from "./around";
import { arrived, newSource } from "./arrivals";
import { EditorRail } from "./EditorRail";
import { type Editor, editorOf } from "./editor";
import type { Inspect, Taker } from "./files";
import { Handles } from "./Handles";
import type { Boxes } from "./layers";
import { useEditMode } from "./useEditMode";
import { useFileAdding } from "./useFileAdding";
import { editorWords } from "./words";

const FRAME = { width: 1280, height: 720 };
const FILES = { states: new Map(), subscribe: () => () => {} };
const AROUND = {
	files: FILES,
	camera: { deviceId: "", choices: [] },
	cameras: [],
	microphones: [],
	devices: new Map(),
	people: ["Ann"],
	guestScreen: true,
	screens: null,
	startsAt: 0,
};

beforeEach(() => setLanguage("en"));

/** Takes a file as a PNG by its name, and any other as a PDF. */
const add: Taker["add"] = (file, look) =>
	look({ sha256: SHA, name: file.name, type: file.name.endsWith(".png") ? "image/png" : "application/pdf", size: 9 });
const SHA = "a".repeat(64);
const inspect = vi.fn<Inspect>();

/** The newest editor and design. */
let editor: Editor;
let design: Design;
let steps: string[];

function Page({ first, boxes }: { first: Design; boxes: Boxes["boxes"] }) {
	const [now, set] = useState(first);
	design = now;
	const show = useMemo(() => {
		const change = (edit: (design: Design) => Design, { step = "" } = {}) => {
			steps.push(step);
			design = edit(design);
			set(design);
			return true;
		};
		return { design: now, edit: change, air: change } as unknown as DesignControl;
	}, [now]);
	const picture = useMemo(() => ({ size: FRAME, boxes }), [boxes]);
	const mode = useEditMode(show.edit, true);
	editor = editorOf(mode, show, picture, FRAME);
	const adding = useFileAdding({ add }, inspect);
	if (!mode.open) return null;
	const around = AROUND as unknown as Around;
	return (
		<>
			<EditorRail editor={editor} around={around} adding={adding} />
			<Handles editor={editor} />
		</>
	);
}

/** Open the editor of a scene with the camera in the left half, and these texts. */
function open(...texts: string[]) {
	steps = [];
	let first = FIRST;
	for (const text of texts) {
		const [next] = arrived(first, { ...newSource("text", editorWords.en), text } as never, FRAME);
		first = next;
	}
	const boxes = [{ id: "camera", item: "camera", shape: "rounded" as const, x: 0, y: 0, width: 640, height: 720 }];
	render(<Page first={first} boxes={boxes} />);
	act(() => editor.toggle());
}

const rows = () => [...document.querySelectorAll("[data-layer] > :first-child")].map((row) => row.textContent);
const row = (name: string) => screen.getByRole("button", { name });
const items = () => design.scenes.find(({ id }) => id === "grid")?.items ?? [];
const itemOf = (id: string) => items().find((item) => item.id === id);

test("the list names all layers, the topmost first", () => {
	open("Hello", "Hello");
	expect(rows()).toEqual(["Hello 2", "Hello", "All guests on air", "My camera"]);
});

test("the list is worked by keyboard: arrows choose, Alt and an arrow move, Delete removes", () => {
	open("A", "B");
	act(() => row("B").focus());
	fireEvent.keyDown(row("B"), { key: "ArrowDown" });
	expect(document.activeElement?.textContent).toBe("A");
	expect(editor.chosen?.source).toMatchObject({ text: "A" });
	fireEvent.keyDown(row("A"), { key: "ArrowUp", altKey: true });
	expect(rows().slice(0, 2)).toEqual(["A", "B"]);
	fireEvent.keyDown(row("A"), { key: "End" });
	expect(document.activeElement?.textContent).toBe("My camera");
	fireEvent.keyDown(row("My camera"), { key: "Home" });
	fireEvent.keyDown(row("A"), { key: "Delete" });
	expect(rows()).toEqual(["B", "All guests on air", "My camera"]);
	expect(document.activeElement?.textContent).toBe("B");
});

test("a layer is hidden and shown by its eye, and a locked one has no handles", () => {
	open("A");
	fireEvent.click(row("Hide A"));
	expect(rows()[0]).toBe("A, hidden");
	fireEvent.click(row("Show A"));
	fireEvent.click(row("A"));
	expect(document.querySelectorAll("[data-handle]")).toHaveLength(8);
	fireEvent.click(row("Lock A"));
	expect(document.querySelectorAll("[data-handle]")).toHaveLength(0);
	fireEvent.keyDown(document.querySelector("g[tabindex]") as Element, { key: "ArrowRight" });
	expect(items().at(-1)?.rect.x).toBe(0.1);
});

test("a change of place frees an arranged scene with all boxes where they are, and arranging takes it back", () => {
	open("A");
	fireEvent.click(row("A"));
	fireEvent.change(screen.getByLabelText("Left %"), { target: { value: "20" } });
	expect([editor.scene.free, items().at(-1)?.rect.x]).toEqual([false, 0.2]);
	fireEvent.click(row("My camera"));
	fireEvent.change(screen.getByLabelText("Left %"), { target: { value: "10" } });
	expect(editor.scene.free).toBe(true);
	expect(itemOf("camera")).toMatchObject({ rect: { x: 0.1, y: 0, width: 0.5, height: 1 }, shape: "rounded" });
	fireEvent.click(screen.getByText("Arrange automatically"));
	expect(editor.scene.free).toBe(false);
});

/** Drag from one place of the picture to another one, in pixels of a picture of 1280×720. */
function drag(from: Element, by: [number, number], keys = {}) {
	const svg = document.querySelector("svg[role=group]") as SVGElement;
	svg.getBoundingClientRect = () => new DOMRect(0, 0, FRAME.width, FRAME.height);
	Object.assign(from, { setPointerCapture: () => {} });
	const at = (x: number, y: number) => ({ clientX: x, clientY: y, pointerId: 1, button: 0, ...keys });
	fireEvent.pointerDown(from, at(0, 0));
	fireEvent.pointerMove(from, at(by[0] / 2, by[1] / 2));
	fireEvent.pointerMove(from, at(...by));
	fireEvent.pointerUp(from, at(...by));
}
const handle = (name: string) => document.querySelector(`[data-handle=${name}]`) as Element;
const onPicture = (item: string | undefined) => document.querySelector(`[data-item='${item}']`) as Element;

test("a drag moves a layer as one step, and it meets the middle of the frame unless Ctrl is held", () => {
	open("A");
	const id = items().at(-1)?.id;
	drag(onPicture(id), [0, 300], { ctrlKey: true });
	expect(itemOf(id ?? "")?.rect.y).toBeCloseTo(0.38 + 300 / 720);
	expect(new Set(steps).size).toBe(1);
	drag(onPicture(id), [0, -300 + 5], {});
	expect(itemOf(id ?? "")?.rect.y).toBeCloseTo(0.38);
	expect(new Set(steps).size).toBe(2);
});

test("a click chooses a layer and changes nothing", () => {
	open("A");
	drag(onPicture(items().at(-1)?.id), [1, 1]);
	expect([editor.chosen?.item.id, steps]).toEqual([items().at(-1)?.id, []]);
});

test("a handle sizes a layer, and with Alt it cuts the picture", () => {
	open("A");
	fireEvent.click(row("My camera"));
	drag(handle("e"), [-200, 0], { altKey: true });
	const camera = itemOf("camera");
	expect(camera?.rect.width).toBeCloseTo(440 / 1280);
	expect(camera?.crop.right).toBeCloseTo(200 / 640);
	drag(handle("se"), [-220, 0], { ctrlKey: true, shiftKey: true });
	expect(itemOf("camera")?.rect).toMatchObject({ width: 220 / 1280, height: 1 });
});

test("a double click fills the frame with a layer", () => {
	open("A");
	const id = items().at(-1)?.id;
	fireEvent.doubleClick(onPicture(id));
	expect(itemOf(id ?? "")?.rect).toEqual({ x: 0, y: 0, width: 1, height: 1 });
});

test("arrow keys move the chosen layer by pixels of the program, and Ctrl+D copies it", () => {
	open("A");
	fireEvent.click(row("A"));
	const frame = () => document.querySelector("g[tabindex]") as Element;
	fireEvent.keyDown(frame(), { key: "ArrowRight" });
	fireEvent.keyDown(frame(), { key: "ArrowRight", shiftKey: true });
	expect(items().at(-1)?.rect.x).toBeCloseTo(0.1 + 11 / 1280);
	fireEvent.keyDown(frame(), { key: "d", ctrlKey: true });
	expect(rows().slice(0, 2)).toEqual(["A 2", "A"]);
	fireEvent.change(screen.getByLabelText("Text"), { target: { value: "Bye" } });
	expect(rows().slice(0, 2)).toEqual(["Bye", "A"]);
	fireEvent.keyDown(frame(), { key: "Delete" });
	expect(rows()[0]).toBe("A");
});

const offers = () => [...document.querySelectorAll("[data-add]")].map((item) => item.textContent);

test("the menu offers what the scene does not show yet, and a new layer is chosen", () => {
	open();
	expect(offers()).toContain("Guest 1");
	expect(offers()).toContain("Ann");
	expect(offers()).not.toContain("All guests on air");
	fireEvent.click(screen.getByText("Guest 1"));
	expect(editor.chosen?.source).toEqual({ kind: "guest", seat: 1 });
	expect(offers()).toContain("Guest 2");
	fireEvent.click(screen.getByText("Countdown"));
	expect(screen.getByText("Start").id).toBe("countdown-run");
	fireEvent.click(screen.getByText("Start"));
	expect(Object.keys(design.air.ends)).toEqual([editor.chosen?.item.source]);
	expect(screen.getByText("Stop")).toBeTruthy();
});

test("framing and zoom change how a picture stands in its box", () => {
	open();
	fireEvent.click(row("My camera"));
	fireEvent.click(screen.getByText("Round"));
	expect(itemOf("camera")).toMatchObject({ shape: "circle", fit: "cover" });
	fireEvent.change(screen.getByLabelText("Zoom"), { target: { value: "2" } });
	expect(itemOf("camera")?.crop).toEqual({ left: 0.25, right: 0.25, top: 0.25, bottom: 0.25 });
});

test("a PDF says which fonts are not in it, until the host puts that away", async () => {
	inspect.mockResolvedValueOnce({ pages: 3, width: 960, height: 540, fontsOutside: ["Heiti", "Kaiti"] });
	open();
	const input = document.getElementById("add-file") as HTMLInputElement;
	fireEvent.change(input, { target: { files: [new File(["%PDF-"], "talk.pdf")] } });
	await pass();
	const warning = document.getElementById("fonts-outside")?.textContent;
	expect(warning).toContain("talk.pdf: 2 fonts are not in the file: Heiti, Kaiti");
	expect(warning).toContain("Export with fonts embedded");
	expect(rows()[0]).toBe("talk.pdf");
	fireEvent.click(document.querySelector("#fonts-outside [data-dismiss]") as Element);
	expect(document.getElementById("fonts-outside")).toBeNull();
});

test("a background picture from the menu is the scene's own, and no layer", async () => {
	vi.stubGlobal("createImageBitmap", async () => ({ ...FRAME, close() {} }));
	open("A");
	const [before, of] = [rows(), editor.scene.id];
	const input = document.getElementById("add-background") as HTMLInputElement;
	fireEvent.change(input, { target: { files: [new File(["png"], "wall.png")] } });
	await pass();
	const scene = design.scenes.find(({ id }) => id === of);
	expect(scene?.background).toEqual({ ...FIRST.brand.background, file: SHA });
	expect(design.brand).toEqual(FIRST.brand);
	expect(rows()).toEqual(before);
});

test("a guest's screen that viewers see becomes a layer with one click", () => {
	open();
	fireEvent.click(document.getElementById("place-guest-screen") as Element);
	expect(editor.chosen?.source).toEqual({ kind: "guestScreen" });
	expect(rows()[0]).toBe("A guest’s screen");
	expect(document.getElementById("place-guest-screen")).toBeNull();
	expect(offers()).not.toContain("A guest’s screen");
});
