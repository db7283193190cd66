import { type RemoteTrackPublication, Room, RoomEvent } from "livekit-client";
import type { Fault } from "../net/blocked";
import { keepConnected } from "../net/connect";
import { reconnectPolicy } from "../net/reconnect";
import { nextToken } from "./token";

export interface Program {
	/** Take picture and sound from this publisher only. */
	follow: (publisher: string) => void;
	stop: () => void;
}

interface Listeners {
	/** Gives the next stream from the one before. Returns the same one while its tracks are the same. */
	onStream: (next: (before: MediaStream | null) => MediaStream | null) => void;
	onFault: (fault: Fault) => void;
}

/** Join the program's room at `base`, and stay in it until it is stopped. */
export function openProgram(base: string, publisher: string, { onStream, onFault }: Listeners): Program {
	let named = publisher;
	const room: Room = new Room({
		adaptiveStream: false,
		dynacast: false,
		reconnectPolicy: reconnectPolicy(() => room),
	});
	const read = () => onStream((before) => streamOf(room, named, before));
	const choose = () => {
		subscribe(room, named);
		read();
	};
	for (const event of WHO) room.on(event, choose);
	for (const event of WHAT) room.on(event, read);
	const stop = keepConnected(room, () => nextToken(base), base, { options: { autoSubscribe: false }, onFault });
	const follow = (publisher: string) => {
		named = publisher;
		choose();
	};
	return { follow, stop };
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
