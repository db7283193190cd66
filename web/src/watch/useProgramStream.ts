import { type RemoteTrackPublication, Room, RoomEvent } from "livekit-client";
import { useEffect, useLayoutEffect, useRef, useState } from "react";
import { keepConnected } from "../net/connect";
import { reconnectPolicy } from "../net/reconnect";
import { nextToken } from "./token";

/** The program's picture and sound as one stream, of the publisher that the server names and of nobody else: a studio that
 *  was taken over and slips back in is seen by no viewer. Null while there is none. */
export function useProgramStream(base: string, live: boolean, publisher: string): MediaStream | null {
	const [stream, setStream] = useState<MediaStream | null>(null);
	const [room, setRoom] = useState<Room | null>(null);
	const named = useRef(publisher);
	named.current = publisher;

	// A layout effect: a plain one would wait for the page to be painted first.
	useLayoutEffect(() => {
		if (!live) return;
		const made = new Room({ adaptiveStream: false, dynacast: false, reconnectPolicy });
		const read = () => setStream((before) => streamOf(made, named.current, before));
		const choose = () => {
			subscribe(made, named.current);
			read();
		};
		for (const event of WHO) made.on(event, choose);
		for (const event of WHAT) made.on(event, read);
		setRoom(made);
		const stop = keepConnected(made, () => nextToken(base), base, { options: { autoSubscribe: false } });
		return () => {
			stop();
			setRoom(null);
			setStream(null);
		};
	}, [base, live]);

	useEffect(() => {
		if (!room) return;
		subscribe(room, publisher);
		setStream((before) => streamOf(room, publisher, before));
	}, [room, publisher]);

	return stream;
}

// SignalConnected: who is there is known, and asking for their tracks need not wait for the media connection.
const WHO = [
	RoomEvent.SignalConnected,
	RoomEvent.Connected,
	RoomEvent.Reconnected,
	RoomEvent.TrackPublished,
	RoomEvent.ParticipantConnected,
] as const;
const WHAT = [RoomEvent.TrackSubscribed, RoomEvent.TrackUnsubscribed, RoomEvent.TrackUnpublished] as const;

function subscribe(room: Room, publisher: string): void {
	for (const participant of room.remoteParticipants.values()) {
		for (const publication of participant.trackPublications.values()) {
			(publication as RemoteTrackPublication).setSubscribed(participant.identity === publisher);
		}
	}
}

/** The same stream while its tracks are the same, so that the picture is not torn down for nothing. */
function streamOf(room: Room, publisher: string, before: MediaStream | null): MediaStream | null {
	const publications = [...(room.remoteParticipants.get(publisher)?.trackPublications.values() ?? [])];
	const tracks = publications.map((publication) => publication.track?.mediaStreamTrack).filter((track) => track !== undefined);
	const same = before?.getTracks().length === tracks.length && tracks.every((track) => before.getTrackById(track.id));
	if (same) return before;
	return tracks.length ? new MediaStream(tracks) : before;
}
