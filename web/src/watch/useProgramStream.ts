import { type RemoteTrackPublication, Room, RoomEvent } from "livekit-client";
import { useEffect, useLayoutEffect, useRef, useState } from "react";
import type { Fault } from "../net/blocked";
import { keepConnected } from "../net/connect";
import { reconnectPolicy } from "../net/reconnect";
import { nextToken } from "./token";

/** Return the program's picture and sound as one stream, null while there is none. Takes them only from the publisher that
 *  the server names. Viewers never see a studio that was taken over and connects again. */
export function useProgramStream(
	base: string,
	live: boolean,
	publisher: string,
	onFault: (fault: Fault) => void,
): MediaStream | null {
	const [stream, setStream] = useState<MediaStream | null>(null);
	const [room, setRoom] = useState<Room | null>(null);
	const named = useRef(publisher);
	named.current = publisher;

	// A layout effect, because a plain effect waits until the page is painted.
	useLayoutEffect(() => {
		if (!live) return;
		const current = new Room({ adaptiveStream: false, dynacast: false, reconnectPolicy });
		const read = () => setStream((before) => streamOf(current, named.current, before));
		const choose = () => {
			subscribe(current, named.current);
			read();
		};
		for (const event of WHO) current.on(event, choose);
		for (const event of WHAT) current.on(event, read);
		setRoom(current);
		const stop = keepConnected(current, () => nextToken(base), base, { options: { autoSubscribe: false }, onFault });
		return () => {
			stop();
			setRoom(null);
			setStream(null);
		};
	}, [base, live, onFault]);

	useEffect(() => {
		if (!room) return;
		subscribe(room, publisher);
		setStream((before) => streamOf(room, publisher, before));
	}, [room, publisher]);

	return stream;
}

// SignalConnected: the participants are known, so their tracks can be asked for before the media connection stands.
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

/** Make the stream of a publisher's tracks. Returns the same stream for the same tracks, so that the picture stays. */
function streamOf(room: Room, publisher: string, before: MediaStream | null): MediaStream | null {
	const publications = [...(room.remoteParticipants.get(publisher)?.trackPublications.values() ?? [])];
	const tracks = publications.map((publication) => publication.track?.mediaStreamTrack).filter((track) => track !== undefined);
	const same = before?.getTracks().length === tracks.length && tracks.every((track) => before.getTrackById(track.id));
	if (same) return before;
	return tracks.length ? new MediaStream(tracks) : before;
}
