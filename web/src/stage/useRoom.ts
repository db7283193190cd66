import { type ConnectionQuality, Room, RoomEvent } from "livekit-client";
import { useEffect, useRef, useState } from "react";
import type { Fault } from "../net/blocked";
import { keepConnected } from "../net/connect";
import { reconnectPolicy } from "../net/reconnect";

export interface RoomState {
	room: Room | null;
	connected: boolean;
	/** Only the signalling is lost, as far as the page knows: picture and sound may go on. */
	resuming: boolean;
	/** LiveKit rates our own connection as poor or lost. */
	weak: boolean;
	/** Where the last try to join failed. */
	fault: Fault;
}

/** After LiveKit removed us: long enough for the view to say whether that was intended. */
const AGAIN_MS = 2000;

const APART: RoomState = { room: null, connected: false, resuming: false, weak: false, fault: "" };

/** Be in a room while there is an identity. Another identity means another room. Reconnects without end. */
export function useRoom(identity: string, base: string, getToken: () => Promise<string>): RoomState {
	const [roomState, setState] = useState<RoomState>(APART);
	const [round, setRound] = useState(0);
	const token = useRef(getToken);
	token.current = getToken;

	// biome-ignore lint/correctness/useExhaustiveDependencies: another round is another room
	useEffect(() => {
		if (!identity) return;
		let again: ReturnType<typeof setTimeout> | undefined;
		// adaptiveStream off: without a video element LiveKit would send the small layer, and the compositor has none.
		const room: Room = new Room({
			adaptiveStream: false,
			dynacast: false,
			stopLocalTrackOnUnpublish: false,
			reconnectPolicy: reconnectPolicy(() => room),
		});
		const set = (part: Partial<RoomState>) => setState((before) => ({ ...before, room, ...part }));
		room.on(RoomEvent.ConnectionStateChanged, (state) =>
			set({ connected: state === "connected", resuming: state === "signalReconnecting" }),
		);
		room.localParticipant.on("connectionQualityChanged", (quality: ConnectionQuality) =>
			set({ weak: quality === "poor" || quality === "lost" }),
		);
		set({});
		const begun = performance.now();
		// Late: this code is not needed on the way into the room.
		room.on(RoomEvent.TrackSubscribed, () =>
			import("./reportPictures").then(
				(code) => code.reportPictures(room, base, begun),
				() => {},
			),
		);
		const stop = keepConnected(room, () => token.current(), base, {
			onFault: (fault) => set({ fault }),
			onRefused: (error) => {
				// An error is retried already. Removed, but still in the view: start again with a new room.
				if (!error) again = setTimeout(() => setRound((before) => before + 1), AGAIN_MS);
			},
		});
		return () => {
			clearTimeout(again);
			stop();
			setState(APART);
		};
	}, [identity, base, round]);

	return roomState;
}
