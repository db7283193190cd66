import { type CSSProperties, type RefObject, useEffect, useRef, useState } from "react";

/** Width over height of a tile. */
const RATIO = 16 / 9;
/** CSS pixels between tiles. */
export const GAP = 12;
/** CSS pixels: a tile is not made narrower than this, so that a face stays a face. The tiles scroll instead. */
export const LEAST = 160;

interface Grid {
	columns: number;
	/** CSS pixels. */
	tileWidth: number;
}

/** Arrange `count` tiles in a box of `width` × `height` CSS pixels, all in sight and as large as possible. */
export function arrangeTiles(count: number, width: number, height: number): Grid {
	const choices = Array.from({ length: Math.max(1, count) }, (_, at) => fitted(count, at + 1, width, height));
	const best = choices.reduce((one, other) => (other.tileWidth > one.tileWidth ? other : one));
	return best.tileWidth >= LEAST ? best : scrolled(width);
}

function fitted(count: number, columns: number, width: number, height: number): Grid {
	const rows = Math.ceil(Math.max(1, count) / columns);
	const byWidth = (width - GAP * (columns - 1)) / columns;
	const byHeight = ((height - GAP * (rows - 1)) / rows) * RATIO;
	return { columns, tileWidth: Math.floor(Math.min(byWidth, byHeight)) };
}

/** As many columns as have room, whatever the number of rows. */
function scrolled(width: number): Grid {
	const columns = Math.max(1, Math.floor((width + GAP) / (LEAST + GAP)));
	return { columns, tileWidth: Math.floor((width - GAP * (columns - 1)) / columns) };
}

/** Give the box of the tiles its columns, and again whenever its size or the number of tiles changes. */
export function useGrid(count: number): { box: RefObject<HTMLDivElement | null>; style: CSSProperties } {
	const box = useRef<HTMLDivElement>(null);
	const [size, setSize] = useState({ width: 0, height: 0 });
	useEffect(() => {
		const element = box.current;
		if (!element) return;
		const watch = new ResizeObserver(([entry]) => entry && setSize(entry.contentRect));
		watch.observe(element);
		return () => watch.disconnect();
	}, []);
	const { columns, tileWidth } = arrangeTiles(count, size.width, size.height);
	return { box, style: { gap: GAP, gridTemplateColumns: `repeat(${columns}, ${Math.max(0, tileWidth)}px)` } };
}

/** Tell the width of a face in the box, in CSS pixels, and again whenever it changes. All faces have one width. */
export function useFaceWidth(box: RefObject<HTMLElement | null>, count: number, onWidth: (width: number) => void): void {
	// biome-ignore lint/correctness/useExhaustiveDependencies: another number of faces may have another first one
	useEffect(() => {
		const face = box.current?.querySelector("figure");
		if (!face) return;
		const watch = new ResizeObserver(([entry]) => entry && onWidth(entry.contentRect.width));
		watch.observe(face);
		return () => watch.disconnect();
	}, [box, count, onWidth]);
}
