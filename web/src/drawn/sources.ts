import { pageIn } from "../design/air";
import type { Air, DesignSource, Shown } from "../design/document";
import type { SlidesFile } from "../slides/decks";
import type { Drawing, Source } from "../source/source";
import { clockDrawing } from "./clock";
import { countdownDrawing } from "./countdown";
import { lowerThirdDrawing } from "./lowerThird";
import { type OpenFile, pictureDrawing } from "./picture";
import { textDrawing } from "./text";

/** The state of the show that drawings depend on. */
export interface Moment {
	air: Pick<Air, "pages" | "ends" | "overlays">;
	/** Unix milliseconds by the server's clock. */
	now: number;
	/** The planned start of the show, in unix milliseconds. 0: nobody planned it. */
	startsAt: number;
}

/** Gives the content of files. */
export interface Files {
	/** The hashes of files that cannot be shown now. */
	absent: ReadonlySet<string>;
	open: OpenFile;
	slides: (file: SlidesFile, page: number) => Drawing;
}

/** Return the id of the drawn source that is a background's picture. */
export const backgroundId = (file: string) => `file:${file}`;

/** List the drawn sources that a scene and the overlays above it need, by their ids. `before`: the last result. A source whose
 *  picture is still the same is the same object, and so is the whole map. */
export function drawnSources(
	shown: Shown,
	moment: Moment,
	files: Files,
	before = new Map<string, Source>(),
): Map<string, Source> {
	const drawings = new Map<string, Drawing>();
	const background = (shown.scene.background ?? shown.brand.background).file;
	if (background) drawings.set(backgroundId(background), ofFile(background, files, pictureDrawing(background, files.open)));
	for (const id of needed(shown, moment.air.overlays)) {
		const source = shown.sources[id];
		const drawing = source && drawingOf(id, source, shown, moment, files);
		if (drawing) drawings.set(id, drawing);
	}
	const now = new Map([...drawings].map(([id, drawing]) => [id, sourceOf(id, drawing, before.get(id))]));
	return now.size === before.size && [...now].every(([id, source]) => before.get(id) === source) ? before : now;
}

/** List the ids of the sources that are seen. `up`: the overlays that are up. */
export function needed({ scene, overlays }: Pick<Shown, "scene" | "overlays">, up: string[]): Set<string> {
	const raised = overlays.filter((item) => up.includes(item.id));
	return new Set([...scene.items, ...raised].filter((item) => item.seen).map((item) => item.source));
}

function drawingOf(id: string, source: DesignSource, { brand }: Shown, moment: Moment, files: Files): Drawing | null {
	const { air, now, startsAt } = moment;
	switch (source.kind) {
		case "text":
			return textDrawing(source);
		case "lowerThird":
			return lowerThirdDrawing(source, brand);
		case "countdown":
			return countdownDrawing(source, { now, startsAt, ends: air.ends[id] ?? 0 });
		case "clock":
			return clockDrawing(source, now);
		case "picture":
			return ofFile(source.file, files, pictureDrawing(source.file, files.open, source));
		case "slides":
			return ofFile(source.file, files, files.slides(source, pageIn(air, id, source.pages)));
		default:
			return null;
	}
}

/** A file that comes makes another picture, which is drawn at once. */
const ofFile = (file: string, { absent }: Files, drawing: Drawing): Drawing =>
	absent.has(file) ? { ...drawing, key: `${drawing.key} absent` } : drawing;

/** A drawn source has no name: nothing is written on its picture. */
function sourceOf(id: string, drawing: Drawing, before: Source | undefined): Source {
	if (before?.drawing?.key === drawing.key && before.drawing.ratio === drawing.ratio) return before;
	return { id, kind: "drawn", name: "", initial: "", track: null, drawing };
}

/** Tell how often the pictures of these sources change by themselves. */
export function changesBySecond(shown: Shown, air: Pick<Air, "overlays">): boolean {
	return [...needed(shown, air.overlays)].some((id) => {
		const kind = shown.sources[id]?.kind;
		return kind === "countdown" || kind === "clock";
	});
}
