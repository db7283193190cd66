import type { Place } from "./managed";

/** The words of the one chip that no width hides: do viewers see the guest? */
export type Seen = "notLive" | "seenSoon" | "seen" | "backstage";

/** Tell whether viewers see a guest. `live`: the show is on air. */
export function seenOf(place: Place, live: boolean): Seen {
	if (!live) return place === "air" ? "seenSoon" : "notLive";
	return place === "air" ? "seen" : "backstage";
}
