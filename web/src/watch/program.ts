import { type RemoteTrackPublication, Room, RoomEvent, Track } from "livekit-client";
import type { Fault } from "../net/blocked";
import { keepConnected } from "../net/connect";
import { reconnectPolicy } from "../net/reconnect";
import { adjustPicture, layersOf, takePicture } from "./picture";
import type { Sent, Wish } from "./quality";
import { nextToken } from "./token";

export interface Program {
	/** Take picture and sound from this publisher only. */
	follow: (publisher: string) => void;
	/** Ask for another picture. */
	want: (wish: Wish) => void;
	stop: () => void;
}

interface Listeners {
	/** Gives the next stream from the one before. Returns the same one while its tracks are the same. */
	onStream: (next: (before: MediaStream | null) => MediaStream | null) => void;
	onFault: (fault: Fault) => void;
	onSent: (sent: Sent) => void;
}

/** Join the program's room at `base`, and stay in it until it is stopped. */
export function openProgram(base: string, publisher: string, first: Wish, listeners: Listeners): Program {
	const { onStream, onFault, onSent } = listeners;
	let named = publisher;
	let wish = first;
	const room = new Room({ adaptiveStream: false, dynacast: false, reconnectPolicy });
	const read = () => {
		onStream((before) => streamOf(room, named, before));
		onSent(sentBy(room, named));
	};
	const choose = () => {
		subscribe(room, named, wish);
		read();
	};
	for (const event of WHO) room.on(event, choose);
	for (const event of WHAT) room.on(event, read);
	const stop = keepConnected(room, () => nextToken(base), base, { options: { autoSubscribe: false }, onFault });
	const follow = (publisher: string) => {
		named = publisher;
		choose();
	};
	const want = (next: Wish) => {
		const { choice } = wish;
		wish = next;
		const picture = pictureOf(room, named);
		if ((choice === "sound") !== (next.choice === "sound")) choose();
		else if (picture) adjustPicture(picture, next);
	};
	return { follow, want, stop };
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

function subscribe(room: Room, publisher: string, wish: Wish): void {
	const picture = pictureOf(room, publisher);
	for (const participant of room.remoteParticipants.values()) {
		for (const publication of publicationsOf(room, participant.identity)) {
			if (publication === picture) takePicture(picture, wish);
			else publication.setSubscribed(participant.identity === publisher);
		}
	}
}

const publicationsOf = (room: Room, publisher: string) =>
	[...(room.remoteParticipants.get(publisher)?.trackPublications.values() ?? [])] as RemoteTrackPublication[];

const pictureOf = (room: Room, publisher: string) =>
	publicationsOf(room, publisher).find(({ kind }) => kind === Track.Kind.Video);

function sentBy(room: Room, publisher: string): Sent {
	const sound = publicationsOf(room, publisher).find(({ kind }) => kind === Track.Kind.Audio);
	return { layers: layersOf(pictureOf(room, publisher)), sound: sound?.track?.receiver ?? null };
}

/** Make the stream of a publisher's tracks. Returns the same stream for the same tracks, so that the picture stays. */
function streamOf(room: Room, publisher: string, before: MediaStream | null): MediaStream | null {
	const tracks = publicationsOf(room, publisher)
		.map((publication) => publication.track?.mediaStreamTrack)
		.filter((track) => track !== undefined);
	const same = before?.getTracks().length === tracks.length && tracks.every((track) => before.getTrackById(track.id));
	if (same) return before;
	return tracks.length ? new MediaStream(tracks) : before;
}
