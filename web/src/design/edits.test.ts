import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { enlarge, lower, raise, showPage, startCountdown, stopCountdown, switchTo, turnPage } from "./air";
import { setColour, setGround } from "./brand";
import type { Design, DesignSource, Item, Scene } from "./document";
import { dropDraft, seenOnAir, showToViewers } from "./draft";
import { FIRST } from "./first";
import { type Desk, edited, opened, redone, switched, undone } from "./history";
import { freeId } from "./ids";
import { addItem, arrangedAgain, freed, itemsAt, moveItem, removeItem, setItem } from "./items";
import { bytesOf, MAX_BYTES } from "./limits";
import { addOverlay } from "./overlays";
import { duplicateScene, moveScene, removeScene, renameScene, setBackground, setLayout } from "./scenes";
import { addSource, OVERLAYS, removeSource, setSource, TEXT_LOOK } from "./sources";
import { addScene, TEMPLATES } from "./templates";
import { checked } from "./validate";
import { designWords } from "./words";

type Change = (design: Design) => Design;

/** A number that picks one of a list, whatever its length. */
const pick = fc.nat(1000);
const at = <T>(list: readonly T[], index: number): T => list[index % list.length] as T;
const scenePicked = ({ scenes }: Design, index: number): Scene => at(scenes, index);
const sourcePicked = ({ sources }: Design, index: number): string => at([...Object.keys(sources), "gone"], index);
const placePicked = ({ scenes }: Design, index: number): string => at([OVERLAYS, ...scenes.map(({ id }) => id)], index);

const number = fc.oneof(
	fc.integer({ min: -20, max: 120 }).map((percent) => percent / 100),
	fc.constantFrom(Number.NaN, Number.POSITIVE_INFINITY, -9e9, 0),
);
const text = fc.string({ unit: fc.constantFrom("a", "字", "🎬", "\n", "\u0007", "\ud83d", " "), maxLength: 130 });
const rect = fc.record({ x: number, y: number, width: number, height: number });
const crop = fc.record({ left: number, top: number, right: number, bottom: number });
const colour = fc.constantFrom("#ff0000", "#ABCDEF", "red", "");
const file = fc.constantFrom("", "a".repeat(64));

const source: fc.Arbitrary<DesignSource> = fc.oneof(
	fc.record({ kind: fc.constantFrom("camera", "microphone"), name: text, device: text, label: text }),
	fc.record({ kind: fc.constant("screen"), name: text }),
	fc.record({ kind: fc.constant("picture"), name: text, file, width: number, height: number }),
	fc.record({ kind: fc.constant("slides"), name: text, file, pages: number, width: number, height: number }),
	text.map((typed) => ({ kind: "text", text: typed, ...TEXT_LOOK }) as const),
	fc.record({ kind: fc.constant("lowerThird"), title: text, line: text }),
	fc.tuple(text, number).map(([title, seconds]) => ({ ...COUNTDOWN, title, seconds })),
	fc.record({ kind: fc.constant("clock"), zone: text, seconds: fc.boolean() }),
	fc.record({ kind: fc.constant("guest"), seat: number }),
	fc.record({ kind: fc.constant("guests") }),
	fc.record({ kind: fc.constant("person"), who: text }),
);
const COUNTDOWN = { kind: "countdown", nextScene: "" } as const;

const look: fc.Arbitrary<Partial<Item>> = fc.record(
	{
		rect,
		crop,
		fit: fc.constantFrom("cover", "contain"),
		shape: fc.constantFrom("square", "rounded", "circle"),
		mirror: fc.boolean(),
		opacity: number,
		seen: fc.boolean(),
		locked: fc.boolean(),
		plate: fc.boolean(),
	},
	{ requiredKeys: [] },
);

const ground = fc.record({ first: colour, last: colour, file });

/** An edit, with what it picks decided when it is made. */
const edit: fc.Arbitrary<Change> = fc.oneof(
	fc.constantFrom(...TEMPLATES).map((template) => (d: Design) => addScene(d, template, designWords.zh)[0]),
	pick.map((i) => (d: Design) => removeScene(d, scenePicked(d, i).id)),
	pick.map((i) => (d: Design) => duplicateScene(d, scenePicked(d, i).id)[0]),
	fc.tuple(pick, pick).map(
		([i, to]) =>
			(d: Design) =>
				moveScene(d, scenePicked(d, i).id, to % 8),
	),
	fc.tuple(pick, text).map(
		([i, name]) =>
			(d: Design) =>
				renameScene(d, scenePicked(d, i).id, name),
	),
	fc.tuple(pick, fc.option(ground)).map(
		([i, own]) =>
			(d: Design) =>
				setBackground(d, scenePicked(d, i).id, own),
	),
	fc.tuple(pick, fc.constantFrom("grid", "large")).map(
		([i, l]) =>
			(d: Design) =>
				setLayout(d, scenePicked(d, i).id, l),
	),
	fc.tuple(pick, pick, look).map(
		([p, s, part]) =>
			(d: Design) =>
				addItem(d, placePicked(d, p), sourcePicked(d, s), part)[0],
	),
	fc.tuple(pick, pick, fc.option(look)).map(([p, i, part]) => (d: Design) => {
		const place = placePicked(d, p);
		const items = itemsAt(d, place);
		if (!items.length) return d;
		return part ? setItem(d, place, at(items, i).id, part) : removeItem(d, place, at(items, i).id);
	}),
	fc.tuple(pick, pick, pick).map(([p, i, to]) => (d: Design) => {
		const place = placePicked(d, p);
		const items = itemsAt(d, place);
		return items.length ? moveItem(d, place, at(items, i).id, to % 8) : d;
	}),
	fc.tuple(pick, rect).map(([i, box]) => (d: Design) => {
		const { id, items } = scenePicked(d, i);
		return freed(d, id, Object.fromEntries(items.map((item) => [item.id, { rect: box }])));
	}),
	pick.map((i) => (d: Design) => arrangedAgain(d, scenePicked(d, i).id)),
	source.map((one) => (d: Design) => addSource(d, one)[0]),
	source.map((one) => (d: Design) => addOverlay(d, one)[0]),
	fc.tuple(pick, text, colour).map(([i, typed, back]) => (d: Design) => {
		return setSource(d, sourcePicked(d, i), "text", { text: typed, back });
	}),
	pick.map((i) => (d: Design) => removeSource(d, sourcePicked(d, i))),
	colour.map((typed) => (d: Design) => setColour(d, typed)),
	ground.map((one) => (d: Design) => setGround(d, one)),
);

/** A change on air. */
const onAir: fc.Arbitrary<Change> = fc.oneof(
	pick.map((i) => (d: Design) => switchTo(d, scenePicked(d, i).id)),
	fc.tuple(pick, fc.integer({ min: -3, max: 9 })).map(
		([i, by]) =>
			(d: Design) =>
				turnPage(d, sourcePicked(d, i), by),
	),
	fc.tuple(pick, number).map(
		([i, page]) =>
			(d: Design) =>
				showPage(d, sourcePicked(d, i), page),
	),
	pick.map((i) => (d: Design) => raise(d, at([...d.overlays.map(({ id }) => id), "gone"], i))),
	pick.map((i) => (d: Design) => lower(d, at([...d.air.overlays, "gone"], i))),
	pick.map((i) => (d: Design) => startCountdown(d, sourcePicked(d, i), 1.5e12 + 0.25, 0)),
	pick.map((i) => (d: Design) => stopCountdown(d, sourcePicked(d, i))),
	fc.tuple(pick, pick).map(
		([i, s]) =>
			(d: Design) =>
				enlarge(d, scenePicked(d, i).id, sourcePicked(d, s)),
	),
	fc.constant(showToViewers),
);

/** A show with some of everything. Two overlays are up. */
const START = [
	(d: Design) => addScene(d, "interview", designWords.en)[0],
	(d: Design) => addScene(d, "soon", designWords.en)[0],
	(d: Design) => addOverlay(d, { kind: "lowerThird", title: "Ada", line: "Host" })[0],
	(d: Design) => addOverlay(d, { kind: "picture", name: "logo", file: "b".repeat(64), width: 80, height: 40 })[0],
	(d: Design) => addItem(...withSlides(d))[0],
	(d: Design) => d.overlays.reduce((now, { id }) => raise(now, id), d),
].reduce((design, change) => change(design), FIRST);

function withSlides(design: Design): [Design, string, string] {
	const slides = { kind: "slides", name: "Deck", file: "c".repeat(64), pages: 12, width: 960, height: 540 } as const;
	const [next, id] = addSource(design, slides);
	return [next, "grid", id];
}

const contentOf = ({ air: _, ...content }: Design) => content;
const many = (desk: Desk, times: number, step: (desk: Desk) => Desk) => {
	let now = desk;
	for (let count = 0; count < times; count++) now = step(now);
	return now;
};

/** The pixels that viewers see, so to say: without names of items, locks and hidden items. */
function visible({ scene, sources, overlays, brand }: ReturnType<typeof seenOnAir>): unknown {
	const items = (list: Item[]) =>
		list.filter(({ seen }) => seen).map(({ id: _, locked: __, ...item }) => ({ item, source: sources[item.source] }));
	return [
		scene.id,
		scene.free || [scene.layout, scene.large],
		items(scene.items),
		items(overlays),
		scene.background ?? brand.background,
		brand.colour,
	];
}

type Move = { kind: "edit" | "air"; change: Change } | { kind: "undo" | "redo" | "drop"; change?: never };
const move: fc.Arbitrary<Move> = fc.oneof(
	{ weight: 6, arbitrary: edit.map((change) => ({ kind: "edit" as const, change })) },
	{ weight: 3, arbitrary: onAir.map((change) => ({ kind: "air" as const, change })) },
	{ weight: 2, arbitrary: fc.constantFrom<Move>({ kind: "undo" }, { kind: "redo" }, { kind: "drop" }) },
);

function made(desk: Desk, move: Move, live: boolean): Desk {
	if (move.kind === "undo") return undone(desk, live);
	if (move.kind === "redo") return redone(desk, live);
	if (move.kind === "air") return switched(desk, move.change ?? showToViewers);
	return edited(desk, move.change ?? dropDraft, live) ?? desk;
}

const moves = fc.array(move, { maxLength: 60 });

describe("any edits", () => {
	test("50 edits and 50 undos give the same document, and redo leads back", () => {
		fc.assert(
			fc.property(fc.array(edit, { minLength: 50, maxLength: 50 }), fc.boolean(), (changes, live) => {
				const start = opened(START);
				const end = changes.reduce((desk, change) => edited(desk, change, live) ?? desk, start);
				const back = many(end, 50, (desk) => undone(desk, live));
				expect(back.design).toEqual(START);
				for (const [id, one] of Object.entries(START.sources)) expect(back.design.sources[id]).toBe(one);
				const again = many(back, 50, (desk) => redone(desk, live));
				expect(contentOf(again.design)).toEqual(contentOf(end.design));
			}),
			{ numRuns: 60 },
		);
	});

	test("with undo and changes on air keep the document valid, and small enough", () => {
		fc.assert(
			fc.property(moves, fc.boolean(), (all, live) => {
				let desk = opened(START);
				for (const one of all) {
					desk = made(desk, one, live);
					const read = checked(JSON.parse(JSON.stringify(desk.design)));
					expect(read).toEqual(desk.design);
					expect(bytesOf(desk.design)).toBeLessThanOrEqual(MAX_BYTES);
				}
			}),
			{ numRuns: 60 },
		);
	});

	test("on air never change the picture of viewers, until the host shows the draft", () => {
		fc.assert(
			fc.property(moves, (all) => {
				let desk = opened(START);
				for (const one of all) {
					const before = visible(seenOnAir(desk.design));
					desk = made(desk, one, true);
					if (one.kind !== "air") expect(visible(seenOnAir(desk.design))).toEqual(before);
					if (one.kind === "drop") expect(desk.design.air.shown).toBeUndefined();
				}
			}),
			{ numRuns: 100 },
		);
	});

	test("before the show are no draft", () => {
		fc.assert(
			fc.property(moves, (all) => {
				expect(all.reduce((desk, one) => made(desk, one, false), opened(START)).design.air.shown).toBeUndefined();
			}),
			{ numRuns: 30 },
		);
	});

	test("that undo takes back leave no draft", () => {
		fc.assert(
			fc.property(moves, edit, (all, last) => {
				const before = switched(
					all.reduce((desk, one) => made(desk, one, true), opened(START)),
					showToViewers,
				);
				const after = undone(edited(before, last, true) ?? before, true);
				if (after.past === before.past || after.past.length === before.past.length) {
					expect(after.design.air.shown).toBeUndefined();
				}
			}),
			{ numRuns: 60 },
		);
	});
});

test("an id is new even where chance repeats itself", () => {
	const still = () => 0.5;
	let design: Design = FIRST;
	const ids = new Set<string>();
	for (let count = 0; count < 20; count++) {
		const id = freeId(design, "text", still);
		ids.add(id);
		design = { ...design, sources: { ...design.sources, [id]: { kind: "guests" } } };
	}
	expect(ids.size).toBe(20);
});

test("an id that only the show on air still names is not given again", () => {
	const air = { ...FIRST.air, overlays: ["text-i00000"], pages: { "text-i00001": 3 } };
	expect(freeId({ ...FIRST, air }, "text", () => 0.5)).toBe("text-i00002");
});

test("more edits than there is room for are refused, and undo still leads back", () => {
	const long = "字".repeat(2000);
	const add: Change = (d) => addItem(...withText(d))[0];
	const withText = (d: Design): [Design, string, string] => {
		const [next, id] = addSource(d, { kind: "text", text: long, ...TEXT_LOOK });
		return [next, "solo", id];
	};
	let desk = opened(START);
	let refused = 0;
	for (let count = 0; count < 60; count++) {
		const next = edited(desk, add, true);
		if (!next) refused += 1;
		desk = next ?? desk;
	}
	expect(refused).toBeGreaterThan(0);
	expect(bytesOf(desk.design)).toBeLessThanOrEqual(MAX_BYTES);
	expect(contentOf(many(desk, 60, (one) => undone(one, true)).design)).toEqual(contentOf(START));
});
