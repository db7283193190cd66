import { useRef, useSyncExternalStore } from "react";
import type { Choice, Layer } from "./quality";
import { useHeard } from "./useHeard";
import { usePlace } from "./usePlace";
import type { Frames } from "./watchState";
import { choose, sent, usualChoice, wished } from "./wish";

/** The viewer's choice, and what follows from it. */
export interface Quality {
	choice: Choice;
	/** The host's pictures. */
	layers: Layer[];
	/** Tells whether sound arrives, for a viewer who chose sound only. */
	heard: Frames;
	/** Show the picture again, as it was before the viewer chose sound only. */
	showPicture: () => void;
}

/** Follow the choice of the viewer, and what the host sends. */
export function useQuality(video: HTMLVideoElement): Quality {
	const { choice } = useSyncExternalStore(wished.listen, wished.get);
	const { layers, sound } = useSyncExternalStore(sent.listen, sent.get);
	usePlace(video);
	const before = useRef(usualChoice());
	if (choice !== "sound") before.current = choice;
	const arrives = useHeard(choice === "sound" ? sound : null);
	// A host without a microphone sends a picture alone.
	const heard = sound || !layers.length ? arrives : "coming";
	return { choice, layers, heard, showPicture: () => choose(before.current) };
}
