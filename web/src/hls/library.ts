import workerPath from "hls.js/dist/hls.worker.js?url";
import Hls, { type HlsConfig } from "hls.js/light";

/** How a player behaves. A replay begins where the viewer wants it. So does a viewer who goes back in a live show. A live show stays
 *  close to its edge, and catches up. When access changes, the same segments get new addresses. The library takes that for a fault of
 *  the playlist, and would end. */
const MODES: Record<Mode, Partial<HlsConfig>> = {
	replay: { lowLatencyMode: false },
	back: { lowLatencyMode: false, ignorePlaylistParsingErrors: true },
	// Without the rate the player falls behind with each stall, and never comes back.
	live: { lowLatencyMode: true, maxLiveSyncPlaybackRate: 1.5, ignorePlaylistParsingErrors: true },
};

export type Mode = "replay" | "back" | "live";

/** Make the library's player. Null: this browser has no Media Source Extensions. The worker is a file of our build, because the
 *  Content-Security-Policy allows no other one. `at`: seconds, from the end if it is negative. */
export function makeHls(mode: Mode, at: number): Hls | null {
	if (!Hls.isSupported()) return null;
	const fromEnd = at < 0;
	const start = { startPosition: at > 0 ? at : -1, autoStartLoad: !fromEnd };
	const hls = new Hls({ ...MODES[mode], workerPath, backBufferLength: 60, ...start });
	if (fromEnd) hls.once(Hls.Events.LEVEL_LOADED, (_, { details }) => hls.startLoad(Math.max(0.1, details.edge + at)));
	return hls;
}

export { Hls };
