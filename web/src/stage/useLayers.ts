import { type RemoteTrackPublication, type Room, RoomEvent, Track, VideoQuality } from "livekit-client";
import { useEffect } from "react";
import { SMALL } from "./backstage";

/** A small picture may be enlarged so much before the large one is taken. */
const ENLARGED = 1.1;

/** Return how wide a person's picture is drawn, in pixels of the screen or of the program. 0: it is drawn in no place that
 *  needs more than the small layer. */
export type Drawn = (identity: string, picture: Picture) => number;
type Picture = "camera" | "screen";

/** Take of each picture on the stage the layer that its place needs. */
export function useLayers(room: Room | null, drawn: Drawn): void {
	useEffect(() => {
		if (!room) return;
		const choose = () => {
			for (const { identity, trackPublications } of room.remoteParticipants.values()) {
				for (const publication of trackPublications.values()) {
					const picture = publication.isSubscribed && pictureOf(publication);
					if (!picture) continue;
					const large = drawn(identity, picture) > SMALL.width * ENLARGED;
					publication.setVideoQuality(large ? VideoQuality.HIGH : VideoQuality.LOW);
				}
			}
		};
		choose();
		// A new subscription begins with the large layer.
		room.on(RoomEvent.TrackSubscribed, choose);
		return () => void room.off(RoomEvent.TrackSubscribed, choose);
	}, [room, drawn]);
}

function pictureOf({ source }: RemoteTrackPublication): Picture | null {
	if (source === Track.Source.Camera) return "camera";
	return source === Track.Source.ScreenShare ? "screen" : null;
}
