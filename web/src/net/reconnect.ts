import type { ReconnectPolicy, Room } from "livekit-client";
import { pauseAfter } from "./retry";

/** livekit-client waits so long for picture and sound before it counts a try as failed. */
const MEDIA_MS = 15_000;

/** Tells livekit-client how to repair a room. It retries without end and with short pauses while only the signalling is
 *  gone, because picture and sound go on. Its own policy waits up to ten seconds and gives up after 50 s. Where picture and
 *  sound are gone too, it gives up after one try for them. The page then joins as at first, and learns what is blocked. */
export function reconnectPolicy(room: () => Pick<Room, "state">): ReconnectPolicy {
	return {
		nextRetryDelayInMs: ({ retryCount, elapsedMs }) =>
			room().state === "reconnecting" && elapsedMs >= MEDIA_MS ? null : pauseAfter(retryCount),
	};
}
