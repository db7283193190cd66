import { type PointerEvent, useRef, useState } from "react";
import type { Rect } from "../design/document";
import { type Guides, snapMove, snapSize } from "../design/snap";
import type { Editor } from "./editor";
import { cutBy, HANDLES, type Handle, movedBy, type Point, sizedBy } from "./geometry";
import type { Layer } from "./layers";

const NO_GUIDES: Guides = { x: [], y: [] };
/** A hand that only clicks moves less than this, in pixels of the page. */
const STILL_PX = 3;

/** These keep their proportions at the corners. Shift frees them, and makes all others keep theirs. */
const KEEPS: ReadonlySet<Layer["source"]["kind"]> = new Set([
	"picture",
	"slides",
	"screen",
	"camera",
	"guest",
	"guestScreen",
	"person",
]);

interface Drag {
	/** Names the drag: all of it is one step of undo. */
	step: string;
	layer: Layer;
	rect: Rect;
	handle: Handle | null;
	from: Point;
	moves: boolean;
}

let drags = 0;

/** Move and size layers with a pointer. Returns the lines that the layer meets, and the handlers of a layer and its handles. */
export function useDrag({ layers, choose, place }: Editor, frame: () => DOMRect) {
	const drag = useRef<Drag | null>(null);
	const [guides, setGuides] = useState(NO_GUIDES);

	const begin = (layer: Layer, handle: Handle | null) => (event: PointerEvent<SVGElement>) => {
		if (event.button !== 0 || !layer.rect) return;
		event.stopPropagation();
		choose(layer.item.id);
		if (layer.item.locked) return;
		event.currentTarget.setPointerCapture(event.pointerId);
		drags += 1;
		const from = { x: event.clientX, y: event.clientY };
		drag.current = { step: `drag ${drags}`, layer, rect: layer.rect, handle, from, moves: false };
	};

	const move = (event: PointerEvent<SVGElement>) => {
		const now = drag.current;
		if (!now) return;
		const { width, height } = frame();
		const [x, y] = [event.clientX - now.from.x, event.clientY - now.from.y];
		now.moves ||= Math.hypot(x, y) >= STILL_PX;
		if (!now.moves) return;
		const by = { x: x / width, y: y / height };
		const others = layers.flatMap(({ item, rect }) => (rect && item.id !== now.layer.item.id ? [rect] : []));
		const { part, met } = result(now, by, event, others, { width, height });
		setGuides(met);
		place(now.layer, part, now.step);
	};

	const end = () => {
		drag.current = null;
		setGuides(NO_GUIDES);
	};

	return { guides, begin, hands: { onPointerMove: move, onPointerUp: end, onPointerCancel: end } };
}

interface Keys {
	altKey: boolean;
	ctrlKey: boolean;
	shiftKey: boolean;
}

/** Return what a drag makes of its layer. */
function result({ layer, rect, handle }: Drag, by: Point, keys: Keys, others: Rect[], size: { width: number; height: number }) {
	if (!handle) {
		const moved = movedBy(rect, by);
		const { rect: to, guides } = keys.ctrlKey ? { rect: moved, guides: NO_GUIDES } : snapMove(moved, others, size);
		return { part: { rect: to }, met: guides };
	}
	const edges = HANDLES[handle];
	if (keys.altKey) return { part: cutBy(rect, layer.item.crop, edges, by), met: NO_GUIDES };
	const keep = KEEPS.has(layer.source.kind) !== keys.shiftKey;
	const sized = sizedBy(rect, edges, by, keep);
	// A jump of one edge would change the proportions.
	if (keys.ctrlKey || (keep && edges.length > 1)) return { part: { rect: sized }, met: NO_GUIDES };
	const { rect: to, guides } = snapSize(sized, edges, others, size);
	return { part: { rect: to }, met: guides };
}
