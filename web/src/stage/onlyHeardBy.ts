import { type Room, RoomEvent, Track } from "livekit-client";

/** The moments after which the permissions must be said again. */
const NEWS = [
	RoomEvent.Connected,
	RoomEvent.Reconnected,
	RoomEvent.ParticipantConnected,
	RoomEvent.ParticipantDisconnected,
	RoomEvent.LocalTrackPublished,
] as const;

/** Let one person of the stage alone hear our microphone. LiveKit keeps it from all others, also from people who come later. The
 *  others keep our picture. Returns a function that lets everybody hear again. */
export function onlyHeardBy(room: Room, identity: string): () => void {
	const allow = () => {
		const own = [...room.localParticipant.trackPublications.values()];
		const open = own.filter(({ source }) => source !== Track.Source.Microphone).map(({ trackSid }) => trackSid);
		const permissions = [...room.remoteParticipants.keys()].map((participantIdentity) =>
			participantIdentity === identity
				? { participantIdentity, allowAll: true }
				: { participantIdentity, allowedTrackSids: open },
		);
		room.localParticipant.setTrackSubscriptionPermissions(false, permissions);
	};
	for (const event of NEWS) room.on(event, allow);
	allow();
	return () => {
		for (const event of NEWS) room.off(event, allow);
		room.localParticipant.setTrackSubscriptionPermissions(true);
	};
}
