import { expect, test } from "vitest";
import type { Scene } from "../design/document";
import { FIRST } from "../design/first";
import { addScene, TEMPLATES } from "../design/templates";
import { designWords } from "../design/words";
import type { Source } from "../source/source";
import { place } from "./place";

const SIZE = { width: 1280, height: 720 };
const COUNTS = Array.from({ length: 26 }, (_, count) => count);
const source = (id: string, kind: Source["kind"]): Source => ({ id, kind, name: id, initial: "A", track: null });

test.each(TEMPLATES.flatMap((name) => COUNTS.map((count) => [name, count] as const)))(
	"the template %s with %i guests stays inside the frame",
	(name, count) => {
		const [design, id] = addScene(FIRST, name, designWords.en);
		const scene = design.scenes.find((one) => one.id === id) as Scene;
		const drawn = Object.keys(design.sources).filter((one) => !["camera", "screen", "guests"].includes(one));
		const own = [source("camera", "host"), source("screen", "screen"), ...drawn.map((one) => source(one, "drawn"))];
		const guests = COUNTS.slice(0, count).map((at) => source(`guest-${at}`, "guest"));
		const cast = { own: new Map(own.map((one) => [one.id, one])), guests, spoken: [] };
		const boxes = place(scene, design.sources, [], cast, SIZE);
		expect(boxes.length).toBeGreaterThan(0);
		expect(new Set(boxes.map((box) => box.id)).size).toBe(boxes.length);
		for (const { x, y, width, height } of boxes) {
			expect(Math.min(x, y)).toBeGreaterThanOrEqual(0);
			expect([x + width <= SIZE.width, y + height <= SIZE.height]).toEqual([true, true]);
		}
	},
);
