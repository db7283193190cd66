import type { Shown } from "../design/document";
import type { Source } from "../source/source";
import type { Cast, Player } from "./cast";
import { arrangedPlayers, largePlayer } from "./place";

export interface Choice {
	/** The sources that may be large. */
	sources: Source[];
	/** The id of the one that is large. */
	large: string;
}

/** Return what the host may choose as the large source. Null: the scene has no large one, or nothing to choose from. */
export function largeChoice({ scene, sources }: Shown, cast: Cast): Choice | null {
	// The crew chose for now.
	if (cast.spotlight || cast.guestScreen) return null;
	if (scene.free || scene.layout !== "large") return null;
	const arranged = arrangedPlayers(scene, sources, cast);
	if (arranged.length < 2) return null;
	return { sources: arranged.map(named), large: largePlayer(scene, arranged)?.source.id ?? "" };
}

/** Slides have the name of their file in lists. Nothing is written on their picture. */
const named = ({ design, source }: Player): Source =>
	design.kind === "slides" && design.name ? { ...source, label: design.name } : source;
