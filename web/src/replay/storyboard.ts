/** A small picture of a replay: a part of a sheet. */
export interface Tile {
	/** From this second on. */
	from: number;
	/** The address of the sheet. */
	sheet: string;
	x: number;
	y: number;
	width: number;
	height: number;
}

const TIMES = /^(?:(\d+):)?(\d{2}):(\d{2})\.(\d{3})\s+-->/;
const PLACE = /^(\S+)#xywh=(\d+),(\d+),(\d+),(\d+)$/;

/** Read a storyboard: a WebVTT file whose cues name parts of pictures. `address` is its own. Lines that are none are left out. */
export function tilesOf(text: string, address: string): Tile[] {
	const tiles: Tile[] = [];
	let from: number | null = null;
	for (const line of text.split(/\r?\n/)) {
		const times = TIMES.exec(line);
		const place = PLACE.exec(line);
		if (times) from = secondsOf(times);
		else if (place && from !== null) tiles.push(tileOf(place, from, address));
	}
	return tiles.sort((a, b) => a.from - b.from);
}

function secondsOf([, hours = "0", minutes, seconds, ms]: RegExpExecArray): number {
	return Number(hours) * 3600 + Number(minutes) * 60 + Number(seconds) + Number(ms) / 1000;
}

function tileOf([, name = "", x, y, width, height]: RegExpExecArray, from: number, address: string): Tile {
	const sheet = new URL(name, new URL(address, location.href)).href;
	return { from, sheet, x: Number(x), y: Number(y), width: Number(width), height: Number(height) };
}

/** Return the picture of a place. Null: there is none. */
export function tileAt(tiles: readonly Tile[], seconds: number): Tile | null {
	return tiles.findLast(({ from }) => from <= seconds) ?? tiles[0] ?? null;
}
