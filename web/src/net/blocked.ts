/** The thing that does not get through: the server itself, WebRTC (switched off), WebSockets, or picture and sound. */
export type Blocked = "" | "server" | "webrtc" | "websocket" | "media";

/** Where the last try to join a room failed. "": it did not, or our own server refused it. */
export type Fault = "" | "signal" | "media";

interface Observed {
	/** The page wants picture and sound, and has none. */
	waiting: boolean;
	/** Nothing comes from our server. */
	offline: boolean;
	/** The browser has WebRTC. */
	webRtc: boolean;
	/** WebSockets do not get through, and HTTP does. */
	socketBlocked: boolean;
	fault: Fault;
}

/** Tell what keeps picture and sound away. The first cause that is known wins, because the later ones need it. A signal
 *  that fails alone is no cause: the media engine is away, and comes back. */
export function blockedBy({ waiting, offline, webRtc, socketBlocked, fault }: Observed): Blocked {
	if (!waiting) return "";
	if (!webRtc) return "webrtc";
	if (offline) return "server";
	if (socketBlocked) return "websocket";
	return fault === "media" ? "media" : "";
}

/** Tell whether this browser has WebRTC. Extensions and policies can switch it off. */
export function hasWebRtc(): boolean {
	return typeof RTCPeerConnection !== "undefined";
}
