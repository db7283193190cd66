import { useMemo } from "react";
import type { Cast } from "../scene/cast";
import type { Source } from "../source/source";

/** Sort all sources: those of the design by their ids, and the guests on air. `drawn` are the drawn ones, by their ids. */
export function useCast(sources: Source[], drawn: Map<string, Source>, spoken: string[]): Cast {
	return useMemo(() => {
		const own = new Map(sources.filter(({ kind }) => kind !== "guest").map((source) => [source.id, source]));
		return {
			own: new Map([...drawn, ...own]),
			guests: sources.filter(({ kind }) => kind === "guest"),
			spoken,
		};
	}, [sources, drawn, spoken]);
}
