import { type DesignSource, GUEST_SCREEN, type Item } from "../design/document";
import type { Source } from "../source/source";

/** All that has a picture now. */
export interface Cast {
	/** The cameras, the shared screen and the drawn sources, by the ids of the design's sources. One that is not there takes
	 *  no place. */
	own: Map<string, Source>;
	/** The guests on air, in order. */
	guests: Source[];
	/** The ids of the people who spoke, the last one first. */
	spoken: string[];
	/** The id of the guest in the spotlight. Absent or "": nobody. */
	spotlight?: string;
	/** The id of the guest's screen that viewers see, one of `own`. Absent or "": none. */
	guestScreen?: string;
}

/** One source in the scene. An item with all guests has a player for each of them. */
export interface Player {
	/** Unique among the players of one scene. */
	id: string;
	item: Item;
	source: Source;
	design: DesignSource;
	/** Nobody is here. */
	seat: boolean;
}

const NOBODY: Source = { id: "", kind: "guest", name: "", initial: "", track: null };
/** The kinds whose empty seats a thumbnail shows. */
const SEATS: ReadonlySet<DesignSource["kind"]> = new Set(["camera", "guest", "guests", "guestScreen", "person"]);

/** List the players of these items, in the order of the items. `seats`: also an empty seat where nobody is. */
export function players(items: Item[], sources: Record<string, DesignSource>, cast: Cast, seats: boolean): Player[] {
	const seen = items.filter((item) => item.seen);
	const named = new Set(seen.flatMap((item) => one(sources[item.source], cast)));
	const rest = cast.guests.filter((guest) => !named.has(guest));
	return seen.flatMap((item): Player[] => {
		const design = sources[item.source];
		if (!design) return [];
		if (design.kind === "guests" && rest.length) {
			return rest.map((source) => ({ id: `${item.id}/${source.id}`, item, source, design, seat: false }));
		}
		const own = design.kind === "guestScreen" ? GUEST_SCREEN : item.source;
		const source = cast.own.get(own) ?? one(design, cast)[0];
		if (source) return [{ id: item.id, item, source, design, seat: false }];
		return seats && SEATS.has(design.kind) ? [{ id: item.id, item, source: NOBODY, design, seat: true }] : [];
	});
}

/** Return the guest whom a source names, if that guest is on air. */
function one(design: DesignSource | undefined, { guests }: Cast): Source[] {
	if (design?.kind === "guest") return guests.slice(design.seat - 1, design.seat);
	if (design?.kind === "person") return guests.filter(({ name }) => name === design.who).slice(0, 1);
	return [];
}
