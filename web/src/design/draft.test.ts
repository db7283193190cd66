import { expect, test } from "vitest";
import { enlarge, isUp, lower, raise, switchTo } from "./air";
import { setColour } from "./brand";
import type { Design } from "./document";
import { asStored, dropDraft, heldBack, samePicture, seenOnAir, showToViewers } from "./draft";
import { FIRST } from "./first";
import { type Desk, edited, opened, redone, switched, undone } from "./history";
import { addItem, moveItem, removeItem, setItem } from "./items";
import { addOverlay } from "./overlays";
import { removeScene, renameScene } from "./scenes";
import { addSource, OVERLAYS, setSource } from "./sources";
import { addScene } from "./templates";
import { designWords } from "./words";

type Change = (design: Design) => Design;

const live = (desk: Desk, change: Change): Desk => edited(desk, change, true) as Desk;
const mirrored: Change = (d) => setItem(d, "grid", "camera", { mirror: true });
const [withBanner, banner] = addOverlay(FIRST, { kind: "lowerThird", title: "Ada", line: "" });
const bannerSource = withBanner.overlays[0]?.source as string;
const titled = (title: string) => (d: Design) => setSource(d, bannerSource, "lowerThird", { title });
const titleSeen = (d: Design) => seenOnAir(d).sources[bannerSource];

test("an edit of the scene on air is a draft until it is shown", () => {
	const desk = live(opened(FIRST), mirrored);
	expect(desk.design.scenes[1]?.items[0]?.mirror).toBe(true);
	expect(seenOnAir(desk.design)).toEqual(asStored(FIRST));
	const shown = switched(desk, showToViewers).design;
	expect(shown.air.shown).toBeUndefined();
	expect(seenOnAir(shown).scene.items[0]?.mirror).toBe(true);
});

test("an edit of another scene is no draft, and neither are a name, a lock or a hidden item", () => {
	const changes: Change[] = [
		(d) => setItem(d, "solo", "camera", { mirror: true }),
		(d) => renameScene(d, "grid", "Talk"),
		(d) => setItem(d, "grid", "camera", { locked: true }),
		(d) => setSource(d, "camera", "camera", { device: "c2", label: "Desk camera" }),
	];
	for (const change of changes) expect(live(opened(FIRST), change).design.air.shown).toBeUndefined();
	const hidden = opened(setItem(FIRST, "grid", "guests", { seen: false }));
	expect(live(hidden, (d) => setItem(d, "grid", "guests", { opacity: 0.5 })).design.air.shown).toBeUndefined();
});

test("a colour of the brand and an overlay that is up are drafts, one that is down is none", () => {
	expect(live(opened(FIRST), (d) => setColour(d, "#ff0000")).design.air.shown).toBeDefined();
	expect(live(opened(withBanner), titled("Bo")).design.air.shown).toBeUndefined();
	const up = opened(raise(withBanner, banner));
	const { design } = live(up, titled("Bo"));
	expect(titleSeen(design)).toMatchObject({ title: "Ada" });
	expect(design.sources[bannerSource]).toMatchObject({ title: "Bo" });
});

test("an edit or an undo that leads back to what viewers see ends the draft", () => {
	const desk = live(opened(FIRST), mirrored);
	expect(undone(desk, true).design).toEqual(FIRST);
	expect(redone(undone(desk, true), true).design.air.shown).toBeDefined();
	const back = live(desk, (d) => setItem(d, "grid", "camera", { mirror: false }));
	expect(back.design).toEqual(FIRST);
});

test("dropping a draft gives the scene back, and undo brings the draft back", () => {
	const desk = live(opened(FIRST), (d) => setColour(removeItem(d, "grid", "guests"), "#ff0000"));
	const dropped = live(desk, dropDraft);
	expect(dropped.design).toEqual(FIRST);
	const draft = undone(dropped, true).design;
	expect(draft.brand.colour).toBe("#ff0000");
	expect(seenOnAir(draft)).toEqual(asStored(FIRST));
});

test("another scene is shown as it is stored, and the draft ends with its changes kept", () => {
	const { design } = live(opened(FIRST), mirrored);
	const solo = switchTo(design, "solo");
	expect(solo.air.shown).toBeUndefined();
	expect(seenOnAir(solo).scene.id).toBe("solo");
	expect(seenOnAir(switchTo(solo, "grid")).scene.items[0]?.mirror).toBe(true);
	expect(switchTo(design, "grid")).toBe(design);
	expect(switchTo(design, "gone")).toBe(design);
});

test("an overlay goes up and down at once, also during a draft", () => {
	const { design } = live(opened(withBanner), mirrored);
	const up = raise(design, banner);
	expect(isUp(up, banner)).toBe(true);
	expect(titleSeen(up)).toMatchObject({ title: "Ada" });
	expect(seenOnAir(up).scene.items[0]?.mirror).toBe(false);
	expect(isUp(lower(up, banner), banner)).toBe(false);
	expect(samePicture(seenOnAir(lower(up, banner)), seenOnAir(design))).toBe(true);
	expect(dropDraft(up)).toEqual(raise(withBanner, banner));
});

test("an overlay that was removed and came back by undo is a draft, which dropping takes down", () => {
	const up = opened(raise(withBanner, banner));
	const removed = switched(
		live(up, (d) => removeItem(d, OVERLAYS, banner)),
		showToViewers,
	);
	expect(isUp(removed.design, banner)).toBe(false);
	const back = undone(removed, true);
	expect(back.design.overlays).toHaveLength(1);
	expect(isUp(back.design, banner)).toBe(false);
	const dropped = live(back, dropDraft).design;
	expect(dropped.air.shown).toBeUndefined();
	expect(isUp(dropped, banner)).toBe(false);
	expect(isUp(raise(dropped, banner), banner)).toBe(true);
});

test("dropping a draft gives overlays their order back", () => {
	const [two, second] = addOverlay(withBanner, { kind: "clock", zone: "", seconds: false });
	const up = opened(raise(raise(two, banner), second));
	const moved = live(up, (d) => moveItem(d, OVERLAYS, banner, 1));
	expect(moved.design.overlays.map(({ id }) => id)).toEqual([second, banner]);
	expect(live(moved, dropDraft).design.overlays.map(({ id }) => id)).toEqual([banner, second]);
});

test("making a person large reaches viewers at once, and undo leaves it", () => {
	const on = opened(switchTo(FIRST, "large"));
	const draft = live(on, (d) => setItem(d, "large", "camera", { mirror: true }));
	const large = switched(draft, (d) => enlarge(d, "large", "guest-1"));
	expect(seenOnAir(large.design).scene).toMatchObject({ large: "guest-1" });
	const back = undone(large, true).design;
	expect(back.air.shown).toBeUndefined();
	expect(seenOnAir(back).scene).toMatchObject({ large: "guest-1" });
});

test("the scene on air stays when it is removed or when undo goes before it", () => {
	expect(removeScene(FIRST, "grid")).toBe(FIRST);
	const added = live(opened(FIRST), (d) => addScene(d, "soon", designWords.en)[0]);
	const id = added.design.scenes.at(-1)?.id as string;
	const on = switched(added, (d) => switchTo(d, id));
	const back = undone(on, true);
	expect(back.design.scenes.map((scene) => scene.id)).toEqual(["solo", "grid", "large", id]);
	expect(samePicture(seenOnAir(back.design), seenOnAir(on.design))).toBe(true);
});

test("viewers keep a source that the draft removed", () => {
	const [design, id] = addSource(FIRST, { kind: "clock", zone: "", seconds: true });
	const [start, item] = addItem(switchTo(design, "solo"), "solo", id);
	const after = heldBack(start, removeItem(start, "solo", item));
	expect(after.sources[id]).toBeUndefined();
	expect(seenOnAir(after).sources[id]).toMatchObject({ kind: "clock" });
	expect(dropDraft(after)).toEqual(start);
});
