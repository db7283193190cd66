import { describe, expect, test } from "vitest";
import type { Design, DesignSource, Rect, Scene } from "./document";
import { FIRST } from "./first";
import { removeScene } from "./scenes";
import { addSource } from "./sources";
import { addScene, TEMPLATES, type TemplateName } from "./templates";
import { checked } from "./validate";
import { designWords, sceneName } from "./words";

function made(template: TemplateName, design: Design = FIRST, words = designWords.en): [Design, Scene, DesignSource[]] {
	const [next, id] = addScene(design, template, words);
	const scene = next.scenes.find((one) => one.id === id) as Scene;
	return [next, scene, scene.items.map(({ source }) => next.sources[source] as DesignSource)];
}

const kinds = (sources: DesignSource[]) => sources.map(({ kind }) => kind);
const textsOf = (sources: DesignSource[]) => sources.flatMap((one) => (one.kind === "text" ? [one.text] : []));

describe.each([...TEMPLATES])("the template %s", (template) => {
	test("makes a valid scene with ids of its own, also in a show without sources", () => {
		const bare = addScene({ ...FIRST, sources: {}, scenes: [] }, "soon", designWords.zh);
		const empty = { ...bare[0], air: { ...FIRST.air, scene: bare[1] } };
		for (const start of [FIRST, empty]) {
			const [once, first] = made(template, start);
			const [twice, second] = made(template, once);
			expect(checked(JSON.parse(JSON.stringify(twice)))).toEqual(twice);
			expect(second.id).not.toBe(first.id);
			expect(second).toMatchObject({ template, name: "" });
		}
	});

	test("keeps what it shows inside the frame, and free items apart", () => {
		const [, { items, free }] = made(template);
		for (const { rect } of items) {
			expect(Math.min(rect.x, rect.y)).toBeGreaterThanOrEqual(0);
			expect(Math.max(rect.x + rect.width, rect.y + rect.height)).toBeLessThanOrEqual(1);
		}
		const apart = (a: Rect, b: Rect) =>
			a.x + a.width <= b.x || b.x + b.width <= a.x || a.y + a.height <= b.y || b.y + b.height <= a.y;
		if (template !== "interview" && free) {
			for (const [index, { rect }] of items.entries()) {
				for (const other of items.slice(index + 1)) expect(apart(rect, other.rect)).toBe(true);
			}
		}
	});

	test("has a name in both languages", () => {
		const [, scene] = made(template);
		expect(sceneName(scene, designWords.zh)).toMatch(/\p{Script=Han}/u);
		expect(sceneName(scene, designWords.en)).toMatch(/[a-z]/);
		expect(sceneName({ ...scene, name: "Mine" }, designWords.en)).toBe("Mine");
	});
});

test("scenes of people share the camera, the screen and the guests of the show", () => {
	for (const template of ["solo", "grid", "large", "slides"] as const) {
		expect(made(template)[0].sources).toBe(FIRST.sources);
	}
});

test("a scene that was made from a template leaves no source behind when it is removed", () => {
	for (const template of TEMPLATES) {
		const [design, { id }] = made(template);
		expect(removeScene(design, id)).toEqual(FIRST);
	}
});

test("slides and me shows the newest slides large, else the screen", () => {
	expect(made("slides")[1]).toMatchObject({ layout: "large", free: false, large: "screen" });
	const slides = { kind: "slides", name: "", file: "", pages: 3, width: 960, height: 540 } as const;
	const [one] = addSource(FIRST, slides);
	const [two, newest] = addSource(one, slides);
	const [, scene, sources] = made("slides", two);
	expect(kinds(sources)).toEqual(["camera", "slides"]);
	expect(scene.large).toBe(newest);
	expect(scene.items[1]).toMatchObject({ source: newest, fit: "contain" });
});

test("an interview has host and guest side by side, each with a lower third", () => {
	const [, scene, sources] = made("interview");
	expect(kinds(sources)).toEqual(["camera", "guest", "lowerThird", "lowerThird"]);
	const [host, guest, first, second] = scene.items.map(({ rect }) => rect) as [Rect, Rect, Rect, Rect];
	expect([host.width + guest.width, host.height, guest.height, guest.x]).toEqual([1, 1, 1, 0.5]);
	expect(first.x + first.width).toBeLessThan(0.5);
	expect(second.x).toBeGreaterThan(0.5);
	expect(scene.items.slice(0, 2).every(({ plate }) => !plate)).toBe(true);
});

test("starting soon counts down to the planned start", () => {
	const [, scene, sources] = made("soon");
	expect(kinds(sources)).toEqual(["text", "text", "countdown"]);
	expect(sources[2]).toMatchObject({ seconds: 0 });
	expect(scene.free).toBe(true);
});

test("covers speak the language of the page, and show no camera", () => {
	for (const template of ["soon", "back", "thanks"] as const) {
		expect(textsOf(made(template, FIRST, designWords.zh)[2]).join("")).toMatch(/^[\p{Script=Han}，]+$/u);
		expect(kinds(made(template)[2])).not.toContain("camera");
	}
});
