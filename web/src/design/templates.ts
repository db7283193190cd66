import type { Design, DesignSource, Item, Rect, Scene, Template } from "./document";
import { CAMERA, SCREEN } from "./document";
import { itemOf } from "./first";
import { freeId } from "./ids";
import { addSource, TEXT_LOOK } from "./sources";
import type { DesignWords } from "./words";

export const TEMPLATES = ["solo", "grid", "large", "slides", "interview", "soon", "back", "thanks"] as const satisfies Template[];
export type TemplateName = (typeof TEMPLATES)[number];

/** A source of a template, and how its item stands. */
type Piece = [DesignSource, Partial<Item>?];
type Plan = Pick<Scene, "free" | "layout"> & { pieces: Piece[]; large?: (sources: string[]) => string };

const CAMERA_SOURCE: DesignSource = { kind: "camera", name: "", device: "", label: "" };
const SCREEN_SOURCE: DesignSource = { kind: "screen", name: "" };
const UNTIL_START: DesignSource = { kind: "countdown", title: "", seconds: 0, nextScene: "" };
const GUESTS: DesignSource = { kind: "guests" };

/** Add a scene from a template at the end, with its sources and words. Return the id of the scene too. */
export function addScene(design: Design, template: TemplateName, words: DesignWords): [Design, string] {
	const { pieces, free, layout, large } = planOf(design, template, words);
	let next = design;
	const items: Item[] = [];
	for (const [source, part] of pieces) {
		const [added, sourceId] = shared(next, source);
		next = added;
		items.push(itemOf(`item-${items.length + 1}`, sourceId, part));
	}
	const id = freeId(next, template);
	const chosen = large?.(items.map(({ source }) => source)) ?? "";
	const scene: Scene = { id, name: "", template, layout, large: chosen, free, items };
	return [{ ...next, scenes: [...next.scenes, scene] }, id];
}

/** All scenes share the device bar's camera, the share button's screen, and slides that are there. */
function shared(design: Design, source: DesignSource): [Design, string] {
	const own = source.kind === "camera" ? CAMERA : source.kind === "screen" ? SCREEN : "";
	if (own && design.sources[own]) return [design, own];
	const slides = source.kind === "slides" && Object.entries(design.sources).find(([, other]) => other === source)?.[0];
	return slides ? [design, slides] : addSource(design, source);
}

function planOf({ sources }: Design, template: TemplateName, words: DesignWords): Plan {
	switch (template) {
		case "solo":
			return { free: false, layout: "grid", pieces: [[CAMERA_SOURCE]] };
		case "grid":
			return { free: false, layout: "grid", pieces: [[CAMERA_SOURCE], [GUESTS]] };
		case "large":
			return { free: false, layout: "large", pieces: [[CAMERA_SOURCE], [GUESTS], [SCREEN_SOURCE, { fit: "contain" }]] };
		case "slides": {
			const slides = Object.values(sources).findLast(({ kind }) => kind === "slides") ?? SCREEN_SOURCE;
			const pieces: Piece[] = [[CAMERA_SOURCE], [slides, { fit: "contain" }]];
			return { free: false, layout: "large", pieces, large: ([, main = ""]) => main };
		}
		case "interview":
			return interview(words);
		case "soon":
			return cover(words.soonTitle, words.soonLine, UNTIL_START);
		case "back":
			return cover(words.backTitle, words.backLine);
		case "thanks":
			return cover(words.thanksTitle, words.thanksLine);
	}
}

/** Host and guest side by side in the height of the picture, each with a lower third. */
function interview(words: DesignWords): Plan {
	const half = (x: number): Partial<Item> => ({ rect: { x, y: 0, width: 0.5, height: 1 }, plate: false });
	const third = (x: number): Partial<Item> => ({ rect: { x: x + 0.02, y: 0.8, width: 0.34, height: 0.14 }, fit: "contain" });
	const pieces: Piece[] = [
		[CAMERA_SOURCE, half(0)],
		[{ kind: "guest", seat: 1 }, half(0.5)],
		[{ kind: "lowerThird", title: words.host, line: "" }, third(0)],
		[{ kind: "lowerThird", title: words.guest, line: "" }, third(0.5)],
	];
	return { free: true, layout: "grid", pieces };
}

/** A title and a line in the middle, and under them what else the scene has. */
function cover(title: string, under: string, last?: DesignSource): Plan {
	const row = (y: number, height: number): Partial<Item> => ({ rect: across(y, height), fit: "contain" });
	const top = last ? 0.22 : 0.34;
	const pieces: Piece[] = [
		[{ kind: "text", text: title, ...TEXT_LOOK, size: 0.12 }, row(top, 0.16)],
		[{ kind: "text", text: under, ...TEXT_LOOK, size: 0.05, bold: false }, row(top + 0.18, 0.08)],
	];
	return { free: true, layout: "grid", pieces: last ? [...pieces, [last, row(top + 0.34, 0.2)]] : pieces };
}

const across = (y: number, height: number): Rect => ({ x: 0.1, y, width: 0.8, height });
