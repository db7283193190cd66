import { expect, test } from "vitest";
import { isUp, lower, raise, showSource, toggle } from "./air";
import { addBanner, type Banner, bannersOf, moveBanner, removeBanner, rewordBanner } from "./banners";
import type { Design } from "./document";
import { asStored, samePicture, seenOnAir } from "./draft";
import { FIRST } from "./first";
import { edited, opened } from "./history";
import { setItem } from "./items";
import { addOverlay } from "./overlays";

const titles = (design: Design) => bannersOf(design).map(({ title }) => title);
const seen = (design: Design) => bannersOf(seenOnAir(design)).map(({ title }) => title);
const live = (design: Design, change: (design: Design) => Design) => edited(opened(design), change, true)?.design as Design;
const mirrored = (design: Design) => setItem(design, "grid", "camera", { mirror: true });

const [withAda, ada] = addBanner(FIRST, { title: "Ada", line: "" });
const [two, bo] = addBanner(withAda, { title: "Bo", line: "" });
const [first] = bannersOf(two) as [Banner];
const CLOCK = { kind: "clock", zone: "", seconds: false } as const;

test("one banner is up at a time, and other overlays stay", () => {
	const [design, clock] = addOverlay(two, CLOCK);
	for (const begun of [design, live(design, mirrored)]) {
		const both = raise(raise(raise(begun, clock), ada), bo);
		expect([isUp(both, clock), isUp(both, ada), isUp(both, bo)]).toEqual([true, false, true]);
		expect(both.air.overlays).toEqual([clock, bo]);
		expect(seen(toggle(both, ada))).toEqual(["Ada"]);
		expect(seen(toggle(both, bo))).toEqual([]);
	}
});

test("a design of two banners on air loses both to a third one", () => {
	const [three, cy] = addBanner(two, { title: "Cy", line: "" });
	const both = { ...three, air: { ...three.air, overlays: [ada, bo] } };
	expect(seen(raise(both, cy))).toEqual(["Cy"]);
});

test("a banner that was reworded while it was down rises with its new words, also during a draft", () => {
	const raised = lower(raise(live(two, mirrored), ada), ada);
	const again = raise(
		live(raised, (d) => rewordBanner(d, first, { title: "Ada B.", line: "" })),
		ada,
	);
	expect(seen(again)).toEqual(["Ada B."]);
	expect(again.air.shown).toBeDefined();
});

test("new words go to viewers alone of a draft", () => {
	const reword = (d: Design) => rewordBanner(d, first, { title: "Ada B.", line: "" });
	const up = raise(two, ada);
	const plain = showSource(live(up, reword), first.source);
	expect([seen(plain), plain.air.shown]).toEqual([["Ada B."], undefined]);
	const draft = showSource(live(live(up, mirrored), reword), first.source);
	expect(seen(draft)).toEqual(["Ada B."]);
	expect(seenOnAir(draft).scene.items[0]?.mirror).toBe(false);
	expect(showSource(two, first.source)).toBe(two);
});

test("banners are painted below other overlays, and their order changes no picture", () => {
	const [design, clock] = addOverlay(withAda, CLOCK);
	const [all, cy] = addBanner(design, { title: "Cy", line: "" });
	expect(all.overlays.map(({ id }) => id)).toEqual([ada, cy, clock]);
	const up = raise(raise(all, clock), ada);
	const moved = moveBanner(up, ada, 1);
	expect(titles(moved)).toEqual(["Cy", "Ada"]);
	expect(samePicture(asStored(moved), asStored(up))).toBe(true);
	expect(moveBanner(moved, ada, 9)).toBe(moved);
});

test("a banner takes its source along", () => {
	expect(removeBanner(withAda, ada)).toEqual(FIRST);
	expect(removeBanner(FIRST, ada)).toBe(FIRST);
});
