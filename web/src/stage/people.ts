import { type RemoteParticipant, type Room, Track } from "livekit-client";

/** Somebody else on the stage, as this page gets them. */
export interface Person {
	identity: string;
	name: string;
	/** Null while the camera is off or not yet here. */
	camera: MediaStreamTrack | null;
	screen: MediaStreamTrack | null;
	/** All that is to be heard: the microphone, and the sound of a shared screen. */
	sounds: MediaStreamTrack[];
	micOpen: boolean;
	speaking: boolean;
}

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
		// Muted or not: an element that stays keeps the sound from missing its first word.
		sounds: heard
			.map((source) => participant.getTrackPublication(source)?.track?.mediaStreamTrack)
			.filter((sound) => sound !== undefined),
		micOpen: participant.isMicrophoneEnabled,
		speaking: participant.isSpeaking,
	};
}
