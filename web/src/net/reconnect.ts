import type { ReconnectPolicy } from "livekit-client";
import { pauseAfter } from "./retry";

/** Tells livekit-client to retry without end and with short pauses. Its own policy waits up to ten seconds and gives up
 *  after 50 s. While only the signalling is gone, picture and sound go on. */
export const reconnectPolicy: ReconnectPolicy = { nextRetryDelayInMs: ({ retryCount }) => pauseAfter(retryCount) };
