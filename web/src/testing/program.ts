import { vi } from "vitest";
import { FakeTrack } from "./media";
import { FakeRoom } from "./room";

/** A browser's MediaStream, which a test puts in its place. */
export class FakeStream {
	constructor(private tracks: FakeTrack[]) {}
	getTracks = () => this.tracks;
	getVideoTracks = () => this.tracks.filter(({ kind }) => kind === "video");
	getTrackById = (id: string) => this.tracks.find((track) => track.id === id) ?? null;
}

export interface Publication {
	track: { mediaStreamTrack: FakeTrack } | null;
	setSubscribed: ReturnType<typeof vi.fn>;
}

/** Let a participant publish a picture and a sound in the room that was made last. */
export function publish(identity: string): Publication[] {
	const publications = (["video", "audio"] as const).map((kind) => ({
		track: { mediaStreamTrack: new FakeTrack(kind, `${identity} ${kind}`) },
		setSubscribed: vi.fn(),
	}));
	FakeRoom.last.remoteParticipants.set(identity, { identity, trackPublications: new Map(publications.entries()) });
	FakeRoom.last.emit("trackPublished");
	FakeRoom.last.emit("trackSubscribed");
	return publications;
}
