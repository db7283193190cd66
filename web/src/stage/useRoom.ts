import { type ConnectionQuality, Room, RoomEvent } from "livekit-client";
import { useEffect, useRef, useState } from "react";
import { keepConnected } from "../net/connect";
import { reconnectPolicy } from "../net/reconnect";

export interface RoomState {
	room: Room | null;
	connected: boolean;
	/** Only the way to the server is gone, so far as is known: picture and sound may still go on. */
	resuming: boolean;
	/** LiveKit's word on our own connection. */
	weak: boolean;
}

/** After LiveKit put us out for good: long enough for the view to say whether that was meant. */
const AGAIN_MS = 2000;

const APART: RoomState = { room: null, connected: false, resuming: false, weak: false };

/** A room for as long as there is an identity to be in it; another identity is another room. Comes back by itself. */
export function useRoom(identity: string, base: string, getToken: () => Promise<string>): RoomState {
	const [roomState, setState] = useState<RoomState>(APART);
	const [round, setRound] = useState(0);
	const token = useRef(getToken);
	token.current = getToken;

	// biome-ignore lint/correctness/useExhaustiveDependencies: another round is another room
	useEffect(() => {
		if (!identity) return;
		let again: ReturnType<typeof setTimeout> | undefined;
		// adaptiveStream off: pictures go to a compositor, and without an element LiveKit would send the small layer.
		const room = new Room({ adaptiveStream: false, dynacast: false, stopLocalTrackOnUnpublish: false, reconnectPolicy });
		const set = (part: Partial<RoomState>) => setState((before) => ({ ...before, room, ...part }));
		room.on(RoomEvent.ConnectionStateChanged, (state) =>
			set({ connected: state === "connected", resuming: state === "signalReconnecting" }),
		);
		room.localParticipant.on("connectionQualityChanged", (quality: ConnectionQuality) =>
			set({ weak: quality === "poor" || quality === "lost" }),
		);
		set({});
		const stop = keepConnected(room, () => token.current(), base, {
			onRefused: (error) => {
				// An error is asked again by itself. Put out, and still wanted here by the view: begin anew.
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
