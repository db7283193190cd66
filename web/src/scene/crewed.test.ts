import { expect, test } from "vitest";
import type { Item, Scene } from "../design/document";
import { FIRST, itemOf } from "../design/first";
import type { Source } from "../source/source";
import type { Cast } from "./cast";
import { largeChoice } from "./largeChoice";
import { type Box, place } from "./place";

const SIZE = { width: 1280, height: 720 };
const live = { readyState: "live" } as MediaStreamTrack;
const source = (id: string, kind: Source["kind"]): Source => ({ id, kind, name: id, initial: "A", track: live });
const ITEMS = [itemOf("i-camera", "camera"), itemOf("i-guests", "guests")];
const scene = (part: Partial<Scene>): Scene => ({ ...(FIRST.scenes[1] as Scene), layout: "grid", items: ITEMS, ...part });
const cast = (part: Partial<Cast> = {}): Cast => ({
	own: new Map([source("camera", "host"), source("guest/screen", "screen")].map((one) => [one.id, one])),
	guests: ["mia", "tom", "lei"].map((id) => source(id, "guest")),
	spoken: [],
	...part,
});
const boxes = (of: Scene, who: Cast) => place(of, FIRST.sources, [], who, SIZE);
const areaOf = ({ width, height }: Box) => width * height;
const largest = (found: Box[]) => [...found].sort((a, b) => areaOf(b) - areaOf(a))[0]?.source;
const ids = (found: Box[]) => found.map((box) => box.source).sort();

test("the guest in the spotlight is large in every scene that arranges itself, and only while the spotlight lasts", () => {
	for (const layout of ["grid", "large"] as const) {
		const before = boxes(scene({ layout, large: "mia" }), cast());
		expect(largest(boxes(scene({ layout, large: "mia" }), cast({ spotlight: "tom" })))).toBe("tom");
		expect(boxes(scene({ layout, large: "mia" }), cast({ spotlight: "" }))).toEqual(before);
	}
});

test("a spotlight changes no scene that the host placed by hand, and none without that guest", () => {
	const free = scene({ free: true });
	expect(boxes(free, cast({ spotlight: "tom" }))).toEqual(boxes(free, cast()));
	expect(boxes(scene({}), cast({ spotlight: "gone" }))).toEqual(boxes(scene({}), cast()));
	const solo = scene({ items: [itemOf("i-camera", "camera")] });
	expect(boxes(solo, cast({ spotlight: "tom" }))).toEqual(boxes(solo, cast()));
});

test("a guest's screen is large and whole, beside the people, and leaves the scene as it was", () => {
	const before = boxes(scene({}), cast());
	const found = boxes(scene({}), cast({ guestScreen: "guest/screen", spotlight: "tom" }));
	expect(largest(found)).toBe("guest/screen");
	expect(found.find((box) => box.source === "guest/screen")?.fit).toBe("contain");
	expect(ids(found)).toEqual(["camera", "guest/screen", "lei", "mia", "tom"]);
	expect(boxes(scene({}), cast({ guestScreen: "" }))).toEqual(before);
	expect(ids(before)).not.toContain("guest/screen");
});

test("a scene placed by hand gives way to a guest's screen, and nothing covers it", () => {
	const title = itemOf("i-title", "title");
	const sources = { ...FIRST.sources, title: { kind: "picture", name: "", file: "", width: 4, height: 3 } as const };
	const who = cast({ guestScreen: "guest/screen" });
	who.own.set("title", source("title", "drawn"));
	const found = place(scene({ free: true, items: [...ITEMS, title] }), sources, [], who, SIZE);
	expect(ids(found)).toEqual(["camera", "guest/screen", "lei", "mia", "tom"]);
	const [first, ...others] = [...found].sort((a, b) => areaOf(b) - areaOf(a)) as [Box, ...Box[]];
	for (const box of others) expect(box.x >= first.x + first.width || box.x + box.width <= first.x).toBe(true);
});

test("the layer of a guest's screen decides where it stands, and whether", () => {
	const sources = { ...FIRST.sources, theirs: { kind: "guestScreen" as const } };
	const found = (part: Partial<Item>, { free = false, who = cast({ guestScreen: "guest/screen" }) } = {}) => {
		const items = [...ITEMS, { ...itemOf("i-theirs", "theirs", { fit: "contain" }), ...part }];
		return place(scene({ free, items }), sources, [], who, SIZE);
	};
	expect(largest(found({}))).toBe("guest/screen");
	// The draft and the thumbnails show the same.
	expect(found({}, { who: cast() })).toEqual(found({}));
	const rect = { x: 0.25, y: 0.5, width: 0.25, height: 0.25 };
	const placed = found({ rect }, { free: true }).filter((box) => box.source === "guest/screen");
	expect(placed).toMatchObject([{ item: "i-theirs", x: 320, y: 360, width: 320, height: 180, fit: "contain" }]);
	for (const free of [false, true]) expect(ids(found({ seen: false }, { free }))).not.toContain("guest/screen");
	const nobody = cast();
	nobody.own.delete("guest/screen");
	expect(ids(found({}, { who: nobody }))).toEqual(["camera", "lei", "mia", "tom"]);
});

test("slides have the name of their file in the choice of the large picture", () => {
	const deck = { kind: "slides", name: "plan.pdf", file: "", pages: 2, width: 4, height: 3 } as const;
	const of = scene({ layout: "large", items: [itemOf("i-camera", "camera"), itemOf("i-deck", "deck")] });
	const who = cast();
	who.own.set("deck", { ...source("deck", "drawn"), name: "" });
	const shown = { scene: of, sources: { ...FIRST.sources, deck }, overlays: [], brand: FIRST.brand };
	const choice = largeChoice(shown, who);
	expect(choice?.large).toBe("deck");
	expect(choice?.sources.map(({ label, name }) => label ?? name)).toEqual(["camera", "plan.pdf"]);
});

test("the host chooses no large picture while the crew decides", () => {
	const shown = { scene: scene({ layout: "large" }), sources: FIRST.sources, overlays: [], brand: FIRST.brand };
	expect(largeChoice(shown, cast())).not.toBeNull();
	expect(largeChoice(shown, cast({ spotlight: "tom" }))).toBeNull();
	expect(largeChoice(shown, cast({ guestScreen: "guest/screen" }))).toBeNull();
});
