import { useMemo } from "react";
import { GUEST_SCREEN } from "../design/document";
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
 *  viewers see, so there are two casts. A guest's screen without a layer is in the program alone. A thumbnail shows its scene as the
 *  host made it. `spotlight`: the id of a guest, or "". */
export function useCasts(sources: Source[], drawn: Drawn, spoken: string[], spotlight: string): Casts {
	const shown = useMemo(() => {
		const guestScreen = sources.some(({ id }) => id === GUEST_SCREEN) ? GUEST_SCREEN : "";
		return { ...castOf(sources, drawn.shown, spoken, spotlight), guestScreen };
	}, [sources, drawn.shown, spoken, spotlight]);
	const stored = useMemo(() => castOf(sources, drawn.stored, spoken, spotlight), [sources, drawn.stored, spoken, spotlight]);
	return useMemo(() => ({ shown, stored }), [shown, stored]);
}

function castOf(sources: Source[], drawn: Map<string, Source>, speakers: string[], spotlight: string): Cast {
	const own = sources.filter(({ kind }) => kind !== "guest").map((source) => [source.id, source] as const);
	// Where few people are shown, the one in the spotlight is among them.
	const spoken = spotlight ? [spotlight, ...speakers] : speakers;
	return { own: new Map([...drawn, ...own]), guests: sources.filter(({ kind }) => kind === "guest"), spoken, spotlight };
}
