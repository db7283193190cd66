import { useEffect, useMemo, useRef, useState } from "react";
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
}

/** Draw a page of a PDF small, from 1. Null: the file is missing. */
export type DrawPage = (file: string, page: number) => Promise<ImageBitmap | null>;

/** Return a file's content by its hash. Null: it is missing. */
type Open = (hash: string) => Promise<Blob | null>;

/** Make the drawn sources of a show. `startsAt`: its planned start in unix milliseconds, 0 for none. */
export function useDrawn(design: Design, shown: Shown, startsAt: number, open: Open): ShowDrawn {
	const { files, drawPage } = useFiles(design, open);
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
		return { ...before.current, now, drawPage };
	}, [design.air, shown, scenes, now, startsAt, files, drawPage]);
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
function useFiles(design: Design, open: Open): { files: Files; drawPage: DrawPage } {
	const [decks, setDecks] = useState<Decks | null>(null);
	useEffect(() => {
		const made = new Decks(open);
		setDecks(made);
		return () => made.close();
	}, [open]);
	useEffect(() => {
		const sources = [...Object.values(design.sources), ...Object.values(design.air.shown?.sources ?? {})];
		decks?.keep(new Set(sources.flatMap((source) => (source.kind === "slides" ? [source.file] : []))));
	}, [decks, design.sources, design.air.shown]);
	return useMemo(() => {
		const files: Files = { open, slides: (file, page) => decks?.drawing(file, page) ?? NOTHING };
		return { files, drawPage: async (file, page) => (await decks?.thumbnail(file, page)) ?? null };
	}, [open, decks]);
}

const NOTHING = { key: "", draw: async () => null };
