import type { ReconnectPolicy } from "livekit-client";

const FIRST_MS = 200;
const LONGEST_MS = 1500;

/** How livekit-client tries again by itself: without end and never far apart. Its own policy waits up to ten seconds
 *  between two tries and gives up after 50 s; while only the signalling is gone, picture and sound go on. */
export const reconnectPolicy: ReconnectPolicy = {
	nextRetryDelayInMs: ({ retryCount }) => Math.min(FIRST_MS * 2 ** retryCount, LONGEST_MS) * (0.75 + Math.random() / 2),
};
