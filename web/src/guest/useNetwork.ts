import { type ConnectionQuality, type Room, RoomEvent } from "livekit-client";
import { useEffect, useState } from "react";
import { type Network, networkOf, STEADY_MS } from "./network";

interface Rated {
	/** The last rating. */
	now: Network;
	/** The last rating that stood for STEADY_MS. */
	steady: Network;
}

/** Follow LiveKit's rating of our own connection to a room. */
export function useNetwork(room: Room | null): Rated {
	const [now, setNow] = useState<Network>("");
	const [steady, setSteady] = useState<Network>("");
	useEffect(() => {
		if (!room) return;
		const rate = (quality: ConnectionQuality) => setNow(networkOf(quality));
		const forget = () => setNow("");
		room.localParticipant.on("connectionQualityChanged", rate);
		room.on(RoomEvent.Disconnected, forget);
		return () => {
			room.localParticipant.off("connectionQualityChanged", rate);
			room.off(RoomEvent.Disconnected, forget);
			setNow("");
		};
	}, [room]);
	useEffect(() => {
		const timer = setTimeout(() => setSteady(now), STEADY_MS);
		return () => clearTimeout(timer);
	}, [now]);
	return { now, steady };
}
