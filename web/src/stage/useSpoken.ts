import { type Participant, type Room, RoomEvent } from "livekit-client";
import { useEffect, useState } from "react";
import { CAMERA } from "../design/document";

/** Put those who speak now before those who spoke earlier. Returns the same list when nothing changed. */
export function spokenNow(before: string[], speakers: string[]): string[] {
	if (speakers.every((id) => before.slice(0, speakers.length).includes(id))) return before;
	return [...speakers, ...before.filter((id) => !speakers.includes(id))];
}

/** Return the ids of the sources of all who spoke in a room, the last one first. The host's is the camera. */
export function useSpoken(room: Room | null): string[] {
	const [spoken, setSpoken] = useState<string[]>([]);
	useEffect(() => {
		setSpoken([]);
		if (!room) return;
		const hear = (speakers: Participant[]) => {
			const ids = speakers.map(({ identity, isLocal }) => (isLocal ? CAMERA : identity));
			setSpoken((before) => spokenNow(before, ids));
		};
		room.on(RoomEvent.ActiveSpeakersChanged, hear);
		return () => void room.off(RoomEvent.ActiveSpeakersChanged, hear);
	}, [room]);
	return spoken;
}
