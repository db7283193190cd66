import { useEffect, useMemo, useRef } from "react";
import type { Air, Design, Shown } from "../design/document";
import { asStored } from "../design/draft";
import { changesBySecond, drawnSources, type Files } from "../drawn/sources";
import { useSecond } from "../drawn/useSecond";
import { Decks } from "../slides/decks";
import type { Source } from "../source/source";

type Drawn = Map<string, Source>;

/** The drawn sources of a show, by their ids. */
export interface ShowDrawn {
	/** Those that viewers see. */
	shown: Drawn;
	/** Those of all scenes as they are stored: the thumbnails and the draft show them. */
	stored: Drawn;
	/** The server's time, in unix milliseconds. It is read again each second while a source needs that. */
	now: number;
	drawPage: DrawPage;
	/** Read a PDF that comes into the design, by its hash and its content. Rejects with SlidesRefused. */
	inspect: Decks["inspect"];
}

/** Draw a page of a PDF small, from 1. Null: the file is missing. */
export type DrawPage = (file: string, page: number) => Promise<ImageBitmap | null>;

/** Return a file's content by its hash. Null: it is missing. */
type Open = (hash: string) => Promise<Blob | null>;

/** Make the drawn sources of a show. `startsAt`: its planned start in unix milliseconds, 0 for none. `absent`: the hashes of files
 *  that this page cannot show now. */
export function useDrawn(design: Design, shown: Shown, startsAt: number, open: Open, absent: ReadonlySet<string>): ShowDrawn {
	const { files, drawPage, inspect } = useFiles(design, open, absent);
	const scenes = useMemo(() => storedScenes(design), [design]);
	const now = useSecond([shown, ...scenes].some((scene) => changesBySecond(scene, design.air)));
	const before = useRef<{ shown: Drawn; stored: Drawn }>({ shown: new Map(), stored: new Map() });
	return useMemo(() => {
		const moment = { air: design.air, now, startsAt };
		const last = before.current;
		before.current = {
			shown: drawnSources(shown, moment, files, last.shown),
			stored: same(last.stored, ofAll(scenes, moment, files, last.stored)),
		};
		return { ...before.current, now, drawPage, inspect };
	}, [design.air, shown, scenes, now, startsAt, files, drawPage, inspect]);
}

const storedScenes = (design: Design): Shown[] =>
	design.scenes.map(({ id }) => asStored({ ...design, air: { ...design.air, scene: id } }));

function ofAll(scenes: Shown[], moment: { air: Air; now: number; startsAt: number }, files: Files, before: Drawn): Drawn {
	return new Map(scenes.flatMap((scene) => [...drawnSources(scene, moment, files, before)]));
}

/** Return the earlier map while nothing in it changed. */
function same(before: Drawn, now: Drawn): Drawn {
	return now.size === before.size && [...now].every(([id, source]) => before.get(id) === source) ? before : now;
}

/** Keep the PDFs of the design open while they are in it. */
function useFiles(
	design: Design,
	open: Open,
	absent: ReadonlySet<string>,
): { files: Files } & Pick<ShowDrawn, "drawPage" | "inspect"> {
	const decks = useMemo(() => new Decks(open), [open]);
	useEffect(() => () => decks.close(), [decks]);
	useEffect(() => {
		const sources = [...Object.values(design.sources), ...Object.values(design.air.shown?.sources ?? {})];
		decks.keep(new Set(sources.flatMap((source) => (source.kind === "slides" ? [source.file] : []))));
	}, [decks, design.sources, design.air.shown]);
	return useMemo(() => {
		const files: Files = { absent, open, slides: (file, page) => decks.drawing(file, page) };
		return {
			files,
			drawPage: (file, page) => decks.thumbnail(file, page),
			inspect: (file, content) => decks.inspect(file, content),
		};
	}, [open, absent, decks]);
}
