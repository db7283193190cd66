import { type RemoteParticipant, type Room, Track } from "livekit-client";
import type { View } from "../net/types";
import { ASIDE } from "./backstage";

/** Another participant of the stage, as this page receives them. */
export interface Person {
	identity: string;
	name: string;
	/** Null while the camera is off or has not arrived. */
	camera: MediaStreamTrack | null;
	screen: MediaStreamTrack | null;
	/** The name of the screen's track (docs/page-protocol.md, "The stage"). "" without a screen. */
	screenName: string;
	/** All sounds to play: the microphone, and the sound of a shared screen. */
	sounds: MediaStreamTrack[];
	/** The sound of the shared screen alone. */
	screenSound: MediaStreamTrack | null;
	micOpen: boolean;
	speaking: boolean;
	/** Talks to the person at this page, and to nobody else. */
	aside: boolean;
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
	const sound = (source: Track.Source) => participant.getTrackPublication(source)?.track?.mediaStreamTrack;
	const shared = participant.getTrackPublication(Track.Source.ScreenShare);
	const voice = participant.getTrackPublication(Track.Source.Microphone);
	const apart = voice?.trackName === ASIDE;
	// LiveKit tells everybody who speaks, also those who may not hear it.
	const kept = apart && !voice.track;
	return {
		identity: participant.identity,
		name: participant.name ?? "",
		camera: track(Track.Source.Camera),
		screen: track(Track.Source.ScreenShare),
		screenName: shared?.trackName || shared?.trackSid || "",
		// Muted tracks too: their element stays, so that the first word after muting is heard.
		sounds: heard.map(sound).filter((found) => found !== undefined),
		screenSound: sound(Track.Source.ScreenShareAudio) ?? null,
		micOpen: participant.isMicrophoneEnabled && !kept,
		speaking: participant.isSpeaking && !kept,
		aside: apart && !kept,
	};
}

/** Tell whether viewers see the screen that a guest shares now. */
export const showsScreen = ({ ScreenShown }: Pick<View["Guests"][number], "ScreenShown">, { screen, screenName }: Person) =>
	screen !== null && ScreenShown !== "" && ScreenShown === screenName;
