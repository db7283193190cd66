import { type RefObject, useEffect, useRef, useState } from "react";
import type { Mode } from "./library";
import { HlsPlayer } from "./player";
import type { HlsState } from "./state";

interface Wanted {
	url: string;
	mode: Mode;
	/** Seconds from the beginning, or from the end if it is negative. */
	at: number;
}

interface Options {
	/** Plays what the element has. */
	start?: () => void;
	/** Is filled with the player. */
	player?: RefObject<HlsPlayer | null>;
}

interface Playing {
	state: HlsState;
	/** Open it once more, after an end. */
	again: () => void;
}

const library = () => import("./library");

/** Play a playlist in the element, and tell its state. Null: play nothing. Another address goes on at the same place. */
export function useHls(video: HTMLVideoElement, wanted: Wanted | null, { start, player }: Options = {}): Playing {
	const [state, setState] = useState<HlsState>("idle");
	const [round, setRound] = useState(0);
	const at = useRef(0);
	const url = wanted?.url ?? "";
	const mode = wanted?.mode ?? "replay";
	if (wanted && state === "idle") at.current = wanted.at;

	// biome-ignore lint/correctness/useExhaustiveDependencies: each round begins again
	useEffect(() => {
		if (!url) return;
		const own = new HlsPlayer(video, setState, library, start);
		if (player) player.current = own;
		void own.open({ url, mode, at: at.current });
		return () => {
			at.current = video.currentTime || at.current;
			own.close();
			if (player) player.current = null;
		};
	}, [video, url, mode, round, start, player]);

	return { state, again: () => setRound((last) => last + 1) };
}
