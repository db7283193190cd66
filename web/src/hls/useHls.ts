import { useEffect, useRef, useState } from "react";
import type { Mode } from "./library";
import { HlsPlayer } from "./player";
import type { HlsState } from "./state";

interface Wanted {
	url: string;
	mode: Mode;
	/** Seconds from the beginning. */
	at: number;
}

const library = () => import("./library");

/** Play a playlist in the element, and tell its state. Null: play nothing. Another address goes on at the same place. `again`
 *  opens it once more, after an end. */
export function useHls(video: HTMLVideoElement, wanted: Wanted | null): { state: HlsState; again: () => void } {
	const [state, setState] = useState<HlsState>("idle");
	const [round, setRound] = useState(0);
	const at = useRef(0);
	const url = wanted?.url ?? "";
	const mode = wanted?.mode ?? "replay";
	if (wanted && state === "idle") at.current = wanted.at;

	// biome-ignore lint/correctness/useExhaustiveDependencies: each round begins again
	useEffect(() => {
		if (!url) return;
		const player = new HlsPlayer(video, setState, library);
		void player.open({ url, mode, at: at.current });
		return () => {
			at.current = video.currentTime || at.current;
			player.close();
		};
	}, [video, url, mode, round]);

	return { state, again: () => setRound((last) => last + 1) };
}
