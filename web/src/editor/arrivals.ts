import { raise } from "../design/air";
import { CAMERA, type Design, type DesignSource, type Item, type Rect } from "../design/document";
import { WHOLE } from "../design/first";
import { addItem } from "../design/items";
import { addOverlay, CORNER, LOWER } from "../design/overlays";
import { addSource, TEXT_LOOK } from "../design/sources";
import type { Size } from "../scene/drawnSize";

/** Adds sources to the scene on air, each where a host expects it. */

const BESIDE: Rect = { x: 0.68, y: 0.62, width: 0.28, height: 0.28 };
const MIDDLE: Rect = { x: 0.2, y: 0.2, width: 0.6, height: 0.6 };

const FIRST_RECT: Partial<Record<DesignSource["kind"], Rect>> = {
	text: { x: 0.1, y: 0.38, width: 0.8, height: 0.24 },
	lowerThird: LOWER,
	countdown: { x: 0.3, y: 0.35, width: 0.4, height: 0.3 },
	clock: { x: 0.82, y: 0.04, width: 0.14, height: 0.08 },
	picture: MIDDLE,
	guests: MIDDLE,
	screen: WHOLE,
	guestScreen: WHOLE,
	slides: WHOLE,
};
/** These are people, and fill their rectangle. */
const FILLS: ReadonlySet<DesignSource["kind"]> = new Set(["camera", "guest", "guests", "person"]);

/** Put a source on top of the scene on air. `frame`: the program's size. Return the id of its item too. */
export function arrived(design: Design, source: DesignSource, frame: Size): [Design, string] {
	const [next, id] = addSource(design, source);
	return addItem(next, design.air.scene, id, standing(source, frame));
}

/** Put the device bar's camera in the scene on air. */
export function cameraArrived(design: Design): [Design, string] {
	return addItem(design, design.air.scene, CAMERA, { rect: BESIDE });
}

/** Put a shared screen in the scene on air. The share button's one may be new to the show. */
export function screenArrived(design: Design, id: string, frame: Size): [Design, string] {
	const screen: DesignSource = { kind: "screen", name: "" };
	if (!Object.hasOwn(design.sources, id)) return arrived(design, screen, frame);
	return addItem(design, design.air.scene, id, standing(screen, frame));
}

/** Return how a source stands when it comes. */
function standing(source: DesignSource, frame: Size): Partial<Item> {
	const rect = FIRST_RECT[source.kind] ?? BESIDE;
	if (FILLS.has(source.kind)) return { rect };
	const place = source.kind === "picture" ? fitted(rect, source, frame) : rect;
	return { rect: place, fit: "contain" };
}

/** Put a picture at the top right, above all scenes. */
export function logoArrived(design: Design, source: DesignSource & { kind: "picture" }, frame: Size): [Design, string] {
	const { x, width } = CORNER;
	const place = fitted(CORNER, source, frame);
	const [next, id] = addOverlay(design, source, { rect: { ...place, x: x + width - place.width, y: CORNER.y } });
	return [id ? raise(next, id) : next, id];
}

/** Return the largest rectangle in the middle of another one that has a picture's proportions. */
function fitted({ x, y, width, height }: Rect, picture: Size, frame: Size): Rect {
	const shape = (picture.width * frame.height) / (picture.height * frame.width);
	const wide = Math.min(width, height * shape);
	const high = wide / shape;
	return { x: x + (width - wide) / 2, y: y + (height - high) / 2, width: wide, height: high };
}

/** The words of new sources. */
interface NewWords {
	newText: string;
	newTitle: string;
	newLine: string;
}

const FIVE_MINUTES_S = 300;

/** Make a source that needs no file and no device. */
export function newSource(
	kind: "text" | "lowerThird" | "countdown" | "clock" | "guests" | "guestScreen",
	words: NewWords,
): DesignSource {
	switch (kind) {
		case "text":
			return { kind, text: words.newText, ...TEXT_LOOK };
		case "lowerThird":
			return { kind, title: words.newTitle, line: words.newLine };
		case "countdown":
			return { kind, title: "", seconds: FIVE_MINUTES_S, nextScene: "" };
		case "clock":
			return { kind, zone: "", seconds: false };
		case "guests":
		case "guestScreen":
			return { kind };
	}
}

/** Tell whether the scene on air shows a source for which this holds. */
export function isHere({ scenes, sources, air }: Design, holds: (source: DesignSource, id: string) => boolean): boolean {
	const scene = scenes.find(({ id }) => id === air.scene);
	return !!scene?.items.some(({ source }) => sources[source] && holds(sources[source], source));
}

/** Return the first seat that the scene does not show. */
export function freeSeat(design: Design): number {
	for (let seat = 1; ; seat++) if (!isHere(design, (source) => source.kind === "guest" && source.seat === seat)) return seat;
}

export const hasCamera = (design: Design) => isHere(design, (_, id) => id === CAMERA);
