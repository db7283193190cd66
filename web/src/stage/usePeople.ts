import { type Room, RoomEvent } from "livekit-client";
import { useEffect, useState } from "react";
import { type Person, peopleOf } from "./people";

const EVENTS = [
	RoomEvent.Connected,
	RoomEvent.Reconnected,
	RoomEvent.Disconnected,
	RoomEvent.ParticipantConnected,
	RoomEvent.ParticipantDisconnected,
	RoomEvent.TrackSubscribed,
	RoomEvent.TrackUnsubscribed,
	RoomEvent.TrackMuted,
	RoomEvent.TrackUnmuted,
	RoomEvent.ActiveSpeakersChanged,
] as const;

/** Return the other participants of the room, always current. */
export function usePeople(room: Room | null): Person[] {
	const [people, setPeople] = useState<Person[]>([]);
	useEffect(() => {
		if (!room) return setPeople([]);
		const read = () => setPeople(peopleOf(room));
		for (const event of EVENTS) room.on(event, read);
		read();
		return () => {
			for (const event of EVENTS) room.off(event, read);
		};
	}, [room]);
	return people;
}
