import type { RefObject } from "react";
import type { HlsPlayer } from "../hls/player";

/** A show on air, and where its viewer is. */
export interface LiveShow {
	/** So many seconds before the edge the viewer went back to. 0: they are live. */
	back: number;
	goBack: (seconds: number) => void;
	goLive: () => void;
	/** The playlist of the live show, or of all that was recorded so far. */
	playlist: string;
	/** Is filled with the player of the playlist. */
	player: RefObject<HlsPlayer | null>;
	/** The playlist does not go on. */
	onEnded: () => void;
	playback: { paused: boolean };
	/** `start` plays what the element has. */
	sound: { start: () => void };
}
