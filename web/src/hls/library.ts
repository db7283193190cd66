import workerPath from "hls.js/dist/hls.worker.js?url";
import Hls, { type HlsConfig } from "hls.js/light";

/** How a player behaves. A replay begins where the viewer wants it. A live show stays close to its edge, and catches up. */
const MODES: Record<Mode, Partial<HlsConfig>> = {
	replay: { lowLatencyMode: false },
	// Without the rate the player falls behind with each stall, and never comes back.
	live: { lowLatencyMode: true, maxLiveSyncPlaybackRate: 1.5 },
};

export type Mode = "replay" | "live";

/** Make the library's player. Null: this browser has no Media Source Extensions. The worker is a file of our build, because the
 *  Content-Security-Policy allows no other one. `at`: seconds. */
export const makeHls = (mode: Mode, at: number): Hls | null =>
	Hls.isSupported() ? new Hls({ ...MODES[mode], workerPath, backBufferLength: 60, startPosition: at || -1 }) : null;

export { Hls };
