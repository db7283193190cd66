import { type RemoteTrackPublication, type RemoteVideoTrack, Room, RoomEvent, Track } from "livekit-client";
import { type RefObject, useEffect, useRef, useState } from "react";
import { keepConnected } from "../net/connect";
import { reconnectPolicy } from "../net/reconnect";

const NEWS = [
	RoomEvent.Connected,
	RoomEvent.Reconnected,
	RoomEvent.ParticipantConnected,
	RoomEvent.TrackPublished,
	RoomEvent.TrackSubscribed,
	RoomEvent.TrackUnsubscribed,
	RoomEvent.Disconnected,
] as const;

/** Return the picture that viewers see, null while there is none. This second view counts as no viewer. It has no sound, or
 *  guests would hear themselves late.
 *  `publisher` is the identity whose picture is the program. `wanted`: a show runs, and the page has room for it. */
export function useProgramView(
	base: string,
	publisher: string,
	wanted: boolean,
	getToken: () => Promise<string>,
): RemoteVideoTrack | null {
	const [picture, setPicture] = useState<RemoteVideoTrack | null>(null);
	const token = useRef(getToken);
	token.current = getToken;
	useEffect(() => {
		if (!wanted || !publisher) return;
		// adaptiveStream: LiveKit sends the size in which the picture is drawn, and nothing to a hidden page.
		const room: Room = new Room({ adaptiveStream: true, dynacast: false, reconnectPolicy: reconnectPolicy(() => room) });
		const read = () => {
			const found = pictureOf(room, publisher);
			if (found && !found.isDesired) found.setSubscribed(true);
			setPicture((found?.track as RemoteVideoTrack | undefined) ?? null);
		};
		for (const event of NEWS) room.on(event, read);
		const leave = keepConnected(room, () => token.current(), base, { options: { autoSubscribe: false } });
		return () => {
			for (const event of NEWS) room.off(event, read);
			leave();
			setPicture(null);
		};
	}, [base, publisher, wanted]);
	return picture;
}

/** Draw a picture in the video element of the ref that it returns. LiveKit attaches it, and so learns in which size. */
export function useAttached(picture: RemoteVideoTrack | null): RefObject<HTMLVideoElement | null> {
	const element = useRef<HTMLVideoElement>(null);
	useEffect(() => {
		const video = element.current;
		if (!video || !picture) return;
		picture.attach(video);
		return () => void picture.detach(video);
	}, [picture]);
	return element;
}

function pictureOf(room: Room, publisher: string): RemoteTrackPublication | undefined {
	const sent = room.remoteParticipants.get(publisher)?.trackPublications.values() ?? [];
	return [...sent].find(({ kind }) => kind === Track.Kind.Video);
}
