import { type RemoteTrackPublication, type Room, RoomEvent, Track, VideoQuality } from "livekit-client";
import { useEffect } from "react";
import { SMALL } from "./backstage";

/** A small picture may be enlarged so much before the large one is taken. */
const ENLARGED = 1.1;

/** Take of each camera on the stage the layer that its place needs. `drawn` gives the width of that place in pixels of the
 *  screen or of the program, by identity. 0: the camera is drawn in no place that needs more than the small layer. */
export function useLayers(room: Room | null, drawn: (identity: string) => number): void {
	useEffect(() => {
		if (!room) return;
		const choose = () => {
			for (const { identity, trackPublications } of room.remoteParticipants.values()) {
				const large = drawn(identity) > SMALL.width * ENLARGED;
				for (const publication of trackPublications.values()) {
					if (isCamera(publication)) publication.setVideoQuality(large ? VideoQuality.HIGH : VideoQuality.LOW);
				}
			}
		};
		choose();
		// A new subscription begins with the large layer.
		room.on(RoomEvent.TrackSubscribed, choose);
		return () => void room.off(RoomEvent.TrackSubscribed, choose);
	}, [room, drawn]);
}

const isCamera = ({ source, isSubscribed }: RemoteTrackPublication) => source === Track.Source.Camera && isSubscribed;
