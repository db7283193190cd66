import { DisconnectReason, type Room, type RoomConnectOptions, RoomEvent } from "livekit-client";
import { ApiError } from "./call";

const FIRST_PAUSE_MS = 300;
const LONGEST_PAUSE_MS = 3000;

/** After these nobody is wanted back: put out, the room gone, the same person elsewhere. */
const FINAL = new Set<DisconnectReason | undefined>([
	DisconnectReason.PARTICIPANT_REMOVED,
	DisconnectReason.ROOM_DELETED,
	DisconnectReason.DUPLICATE_IDENTITY,
	DisconnectReason.CLIENT_INITIATED,
]);

interface Heard {
	options?: RoomConnectOptions;
	/** It is over for this connection: the server refuses it, or LiveKit put it out for good. */
	onRefused?: (error?: ApiError) => void;
}

/** Keeps a room connected without end. livekit-client comes back from short faults by itself and gives up after 50 s, on
 *  a 404 and when LiveKit stops in an orderly way; then this asks our server for a new token and joins again.
 *  Returns how to stop, which disconnects. */
export function keepConnected(
	room: Room,
	getToken: () => Promise<string>,
	base: string,
	{ options, onRefused }: Heard = {},
): () => void {
	let stopped = false;
	let pause = FIRST_PAUSE_MS;
	let timer: ReturnType<typeof setTimeout> | undefined;

	const later = () => {
		if (stopped) return;
		clearTimeout(timer);
		timer = setTimeout(join, pause);
		pause = Math.min(pause * 2, LONGEST_PAUSE_MS);
	};
	const join = async () => {
		if (stopped || room.state !== "disconnected") return;
		try {
			const token = await getToken();
			if (stopped) return;
			await room.connect(`${location.origin.replace("http", "ws")}${base}`, token, options);
			pause = FIRST_PAUSE_MS;
		} catch (error) {
			if (error instanceof ApiError && !error.passing) onRefused?.(error);
			// Asked again all the same: what the server refuses now it may allow when the store says so.
			later();
		}
	};
	const onDisconnected = (reason?: DisconnectReason) => {
		if (stopped) return;
		if (FINAL.has(reason)) onRefused?.();
		else later();
	};

	room.on(RoomEvent.Disconnected, onDisconnected);
	void join();
	return () => {
		stopped = true;
		clearTimeout(timer);
		room.off(RoomEvent.Disconnected, onDisconnected);
		void room.disconnect(room.options.stopLocalTrackOnUnpublish);
	};
}
