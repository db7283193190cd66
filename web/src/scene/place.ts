import type { Crop, DesignSource, Fit, Item, Scene, Shape } from "../design/document";
import { type Cast, type Player, players } from "./cast";
import { ARRANGED, crewed } from "./crewed";
import { drawnSize, type Size } from "./drawnSize";
import { type Area, arrange, type Cell, cells, gapOf, largest, type Placed } from "./layout";

/** Places all that a scene shows. Pure: the worker draws the result. */

/** The place of one source in the picture, in whole pixels. */
export interface Box extends Area {
	/** Unique in one picture. */
	id: string;
	/** The id of its item in the scene or among the overlays. */
	item: string;
	/** The id of its source. Empty: it shows no source. */
	source: string;
	fit: Fit;
	crop: Crop;
	shape: Shape;
	mirror: boolean;
	opacity: number;
	/** Written on a plate. An empty one has no plate. */
	name: string;
	/** Written on a card while there is no picture. Null: then nothing is drawn. */
	card: string | null;
	/** Its source gives a picture, now or soon. */
	awaits: boolean;
	/** Of a drawn source: the size of its whole picture. */
	drawn: Size | null;
	/** Nobody is here. Only a thumbnail shows it. */
	seat: boolean;
}

const PEOPLE: ReadonlySet<Placed["kind"]> = new Set(["host", "guest"]);
/** From so many guests on, the strip beside the large picture shows only the people who spoke last. */
const MANY_GUESTS = 8;
const LAST_SPEAKERS = 4;
const MORE = "more";
/** The ids of the boxes of overlays begin so. */
const OVERLAY = "overlay/";

/** Tell whether a box lies above the scene. */
export const isOverlay = ({ id }: Pick<Box, "id">) => id.startsWith(OVERLAY);

/** Compute the boxes of a picture, in the order of painting: the scene's items, then the overlays. `seats`: also an empty
 *  seat where nobody is. */
export function place(
	designed: Scene,
	designSources: Record<string, DesignSource>,
	overlays: Item[],
	cast: Cast,
	{ width, height }: Size,
	seats = false,
): Box[] {
	const { scene, sources } = crewed(designed, designSources, cast);
	const frame = { x: 0, y: 0, width, height };
	const inScene = players(scene.items, sources, cast, seats);
	const above = players(overlays, sources, cast, seats).map((player) => ({ ...player, id: `${OVERLAY}${player.id}` }));
	const arranged = scene.free ? [] : inScene.filter(isArranged);
	const free = [...inScene.filter((player) => !arranged.includes(player)), ...above];
	const strip = arrangedCells(scene, arranged, cast, frame);
	const found = new Map([...strip.cells, ...freeCells(free, frame)].map((cell) => [cell.id, cell]));
	const boxes = [...inScene, ...above].flatMap((player) => {
		const cell = found.get(player.id);
		return cell ? [boxOf(player, cell, frame)] : [];
	});
	const more = found.get(MORE);
	return more ? [...boxes, moreBox(more, strip.hidden)] : boxes;
}

/** List the players that an arranged scene places itself. */
export const arrangedPlayers = (scene: Scene, sources: Record<string, DesignSource>, cast: Cast) =>
	players(scene.items, sources, cast, false).filter(isArranged);

const isArranged = ({ design }: Player) => ARRANGED.has(design.kind);

/** Return the player that is large: the scene's, else the one that `largest` finds. */
export function largePlayer({ large }: Scene, arranged: Player[]): Player | undefined {
	const chosen = arranged.find(({ source }) => large && source.id === large);
	return chosen ?? (arranged.length ? arranged.find(({ id }) => id === largest(arranged.map(placedOf), "").id) : undefined);
}

interface Strip {
	cells: Cell[];
	/** So many people are not shown. */
	hidden: number;
}

function arrangedCells(scene: Scene, arranged: Player[], cast: Cast, { width, height }: Size): Strip {
	const placed = arranged.map(placedOf);
	const large = largePlayer(scene, arranged);
	if (!large) return { cells: [], hidden: 0 };
	const shown = scene.layout === "large" ? lastSpeakers(arranged, large, cast) : placed;
	const hidden = placed.length - shown.length;
	const all: Placed[] = hidden ? [...shown, { id: MORE, kind: "guest" }] : shown;
	return { cells: arrange(scene.layout, all, width, height, large.id), hidden };
}

/** With many guests, keep the large one and the few people who spoke last. The others keep their order, so that nobody
 *  changes place because of a word. */
function lastSpeakers(arranged: Player[], large: Player, cast: Cast): Placed[] {
	const placed = arranged.map(placedOf);
	if (placed.filter(({ kind }) => kind === "guest").length < MANY_GUESTS) return placed;
	const rank = new Map(cast.spoken.map((id, at) => [id, at]));
	const ranked = arranged
		.filter(({ id, source }) => id !== large.id && PEOPLE.has(source.kind))
		.map(({ id, source }) => ({ id, at: rank.get(source.id) ?? rank.size }))
		.sort((a, b) => a.at - b.at);
	const left = new Set(ranked.slice(LAST_SPEAKERS).map(({ id }) => id));
	return placed.filter(({ id }) => !left.has(id));
}

/** A page of slides is arranged as a screen is. */
const placedOf = ({ id, design, source: { kind, track } }: Player): Placed => ({
	id,
	kind: design.kind === "slides" ? "screen" : kind,
	track,
});

/** Give each item its own rectangle. The players of one item share theirs. */
function freeCells(free: Player[], frame: Area): Cell[] {
	return [...new Set(free.map(({ item }) => item))].flatMap((item) => {
		const area = pixels(item, frame);
		const group = free.filter((player) => player.item === item).map(placedOf);
		if (group.length > 1) return cells(group, area, gapOf(frame.height));
		return group.map(({ id }) => ({ ...area, id, fit: item.fit, tile: false }));
	});
}

function pixels({ rect }: Item, frame: Area): Area {
	const [x, y] = [Math.round(rect.x * frame.width), Math.round(rect.y * frame.height)];
	const right = Math.round((rect.x + rect.width) * frame.width);
	const bottom = Math.round((rect.y + rect.height) * frame.height);
	return { x, y, width: Math.max(1, right - x), height: Math.max(1, bottom - y) };
}

function boxOf({ id, item, source, seat }: Player, cell: Cell, frame: Area): Box {
	const shape = item.shape === "square" && cell.tile && item.fit === "cover" ? "rounded" : item.shape;
	const area = shape === "circle" ? square(cell) : areaOf(cell);
	const person = PEOPLE.has(source.kind) || source.kind === "camera";
	const whole = area.width >= frame.width && area.height >= frame.height;
	return {
		id,
		item: item.id,
		source: source.id,
		...area,
		fit: item.fit,
		crop: item.crop,
		shape,
		mirror: item.mirror,
		opacity: item.opacity,
		name: person && item.plate && !whole ? source.name : "",
		card: person ? source.initial : null,
		awaits: !!source.drawing || source.track?.readyState === "live",
		drawn: source.drawing ? drawnSize(source.drawing, item, area) : null,
		seat,
	};
}

const areaOf = ({ x, y, width, height }: Area): Area => ({ x, y, width, height });

/** Return the largest square in the middle of an area. */
function square({ x, y, width, height }: Area): Area {
	const side = Math.min(width, height);
	return { x: x + Math.floor((width - side) / 2), y: y + Math.floor((height - side) / 2), width: side, height: side };
}

function moreBox(cell: Cell, hidden: number): Box {
	return {
		...areaOf(cell),
		id: MORE,
		item: "",
		source: "",
		fit: "cover",
		crop: { left: 0, top: 0, right: 0, bottom: 0 },
		shape: "rounded",
		mirror: false,
		opacity: 1,
		name: "",
		card: `+${hidden}`,
		awaits: false,
		drawn: null,
		seat: false,
	};
}
