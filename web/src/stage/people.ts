import { type RemoteParticipant, type Room, Track } from "livekit-client";

/** Another participant of the stage, as this page receives them. */
export interface Person {
	identity: string;
	name: string;
	/** Null while the camera is off or has not arrived. */
	camera: MediaStreamTrack | null;
	screen: MediaStreamTrack | null;
	/** All sounds to play: the microphone, and the sound of a shared screen. */
	sounds: MediaStreamTrack[];
	micOpen: boolean;
	speaking: boolean;
}

/** List the other participants of a room, by identity. */
export function peopleOf(room: Room): Person[] {
	return [...room.remoteParticipants.values()].map(personOf).sort((a, b) => a.identity.localeCompare(b.identity));
}

function personOf(participant: RemoteParticipant): Person {
	const track = (source: Track.Source) => {
		const publication = participant.getTrackPublication(source);
		return publication?.isMuted ? null : (publication?.track?.mediaStreamTrack ?? null);
	};
	const heard = [Track.Source.Microphone, Track.Source.ScreenShareAudio];
	return {
		identity: participant.identity,
		name: participant.name ?? "",
		camera: track(Track.Source.Camera),
		screen: track(Track.Source.ScreenShare),
		// Muted tracks too: their element stays, so that the first word after muting is heard.
		sounds: heard
			.map((source) => participant.getTrackPublication(source)?.track?.mediaStreamTrack)
			.filter((sound) => sound !== undefined),
		micOpen: participant.isMicrophoneEnabled,
		speaking: participant.isSpeaking,
	};
}
