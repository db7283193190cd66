import { useMemo } from "react";
import type { Cast } from "../scene/cast";
import type { Source } from "../source/source";

export interface Casts {
	/** For the scene that viewers see. */
	shown: Cast;
	/** For the scenes as they are stored. */
	stored: Cast;
}

interface Drawn {
	shown: Map<string, Source>;
	stored: Map<string, Source>;
}

/** Sort all sources: those of the design by their ids, and the guests on air. The drawn ones of a draft differ from those that
 *  viewers see, so there are two casts. */
export function useCasts(sources: Source[], drawn: Drawn, spoken: string[]): Casts {
	const shown = useMemo(() => castOf(sources, drawn.shown, spoken), [sources, drawn.shown, spoken]);
	const stored = useMemo(() => castOf(sources, drawn.stored, spoken), [sources, drawn.stored, spoken]);
	return useMemo(() => ({ shown, stored }), [shown, stored]);
}

function castOf(sources: Source[], drawn: Map<string, Source>, spoken: string[]): Cast {
	const own = sources.filter(({ kind }) => kind !== "guest").map((source) => [source.id, source] as const);
	return { own: new Map([...drawn, ...own]), guests: sources.filter(({ kind }) => kind === "guest"), spoken };
}
