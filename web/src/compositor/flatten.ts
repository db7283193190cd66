import type { Area } from "../scene/layout";

/** One thing to paint, in the order of painting. */
export interface Layer extends Area {
	/** It moves: it is painted for each frame. A still one is painted once, together with its neighbours. */
	moves: boolean;
	/** It hides all that lies below it. */
	hides: boolean;
}

/** Still layers that become one bitmap, or one moving layer. */
export interface Flat<L extends Layer> extends Area {
	moves: boolean;
	layers: L[];
}

/** Join still layers into as few flats as keeps the painted area small: area costs time, not the number. A still layer
 *  joins an earlier flat when nothing between them is in its way. */
export function flatten<L extends Layer>(layers: L[]): Flat<L>[] {
	const flats: Flat<L>[] = [];
	for (const layer of layers.filter((one, at) => !hidden(one, layers.slice(at + 1)))) {
		const into = layer.moves ? -1 : flatFor(layer, flats);
		const flat = flats[into];
		if (flat) flats[into] = { ...flat, ...union(flat, layer), layers: [...flat.layers, layer] };
		else flats.push({ ...areaOf(layer), moves: layer.moves, layers: [layer] });
	}
	return flats;
}

const hidden = (layer: Layer, above: Layer[]) => above.some((other) => other.hides && size(union(other, layer)) === size(other));

/** Return the place of the flat that a still layer may join; -1 for none. */
function flatFor(layer: Area, flats: Flat<Layer>[]): number {
	for (let at = flats.length - 1; at >= 0; at--) {
		const flat = flats[at] as Flat<Layer>;
		if (!flat.moves && size(union(flat, layer)) <= size(flat) + size(layer)) return at;
		if (overlap(flat, layer)) return -1;
	}
	return -1;
}

const size = ({ width, height }: Area) => width * height;
const areaOf = ({ x, y, width, height }: Area): Area => ({ x, y, width, height });
const overlap = (a: Area, b: Area) => a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height;

function union(a: Area, b: Area): Area {
	const [x, y] = [Math.min(a.x, b.x), Math.min(a.y, b.y)];
	const right = Math.max(a.x + a.width, b.x + b.width);
	return { x, y, width: right - x, height: Math.max(a.y + a.height, b.y + b.height) - y };
}
