import { DisconnectReason, LogLevel, type Room, type RoomConnectOptions, RoomEvent, setLogLevel } from "livekit-client";
import { type Fault, hasWebRtc } from "./blocked";
import { ApiError } from "./call";
import { retrying } from "./retry";

// livekit-client writes an error for each channel that a show's end closes. The pages themselves say what does not work.
setLogLevel(LogLevel.silent);

/** After these, LiveKit does not want the participant back: removed, room deleted, same identity elsewhere. */
const FINAL = new Set<DisconnectReason | undefined>([
	DisconnectReason.PARTICIPANT_REMOVED,
	DisconnectReason.ROOM_DELETED,
	DisconnectReason.DUPLICATE_IDENTITY,
	DisconnectReason.CLIENT_INITIATED,
]);

interface Choices {
	options?: RoomConnectOptions;
	/** The server refused a token (`error`), or LiveKit removed this participant for good (no error). */
	onRefused?: (error?: ApiError) => void;
	/** Where a try to join failed. "" after one that did not. */
	onFault?: (fault: Fault) => void;
}

/** Keep a room connected without end. Returns a function that stops and disconnects. livekit-client repairs short faults
 *  itself. It gives up on a 404 and when LiveKit shuts down. Then this asks our server for a new token and joins again. */
export function keepConnected(
	room: Room,
	getToken: () => Promise<string>,
	base: string,
	{ options, onRefused, onFault }: Choices = {},
): () => void {
	let stopped = false;
	let reached: Fault = "";

	const join = async () => {
		if (stopped || room.state !== "disconnected") return;
		// Without WebRTC no token is of use. An extension may switch it on again.
		if (!hasWebRtc()) return retry.later();
		reached = "";
		try {
			const token = await getToken();
			if (stopped) return;
			reached = "signal";
			await room.connect(`${location.origin.replace("http", "ws")}${base}`, token, options);
			retry.reset();
			onFault?.("");
		} catch (error) {
			if (!stopped) onFault?.(reached);
			if (error instanceof ApiError && !error.passing) onRefused?.(error);
			// Even a refusal is retried: the server may allow later what it refuses now.
			retry.later();
		}
	};
	const retry = retrying(join);
	const onSignal = () => {
		reached = "media";
	};
	const onDisconnected = (reason?: DisconnectReason) => {
		if (stopped) return;
		if (FINAL.has(reason)) onRefused?.();
		else retry.later();
	};

	room.on(RoomEvent.SignalConnected, onSignal);
	room.on(RoomEvent.Disconnected, onDisconnected);
	void join();
	return () => {
		stopped = true;
		retry.stop();
		room.off(RoomEvent.SignalConnected, onSignal);
		room.off(RoomEvent.Disconnected, onDisconnected);
		void room.disconnect(room.options.stopLocalTrackOnUnpublish);
	};
}
