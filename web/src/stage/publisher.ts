import {
	LocalAudioTrack,
	type LocalTrack,
	LocalVideoTrack,
	type Room,
	RoomEvent,
	type Track,
	type TrackPublishOptions,
} from "livekit-client";
import { retrying } from "../net/retry";

/** A track to publish; one for each `source`. */
export interface Outgoing {
	source: Track.Source;
	track: MediaStreamTrack;
	muted: boolean;
	options: TrackPublishOptions;
}

/** After a removal, LiveKit's publishTrack may neither resolve nor reject. */
const PATIENCE_MS = 10_000;

/** Makes what the room publishes equal to what is wanted: after each change, each reconnection, each failure. Tracks are
 *  lent: it never stops one. The room must have `stopLocalTrackOnUnpublish: false`. */
export class Publisher {
	private wanted: Outgoing[] = [];
	private working = false;
	private again = false;
	private closed = false;
	private retry = retrying(() => void this.work());

	constructor(private room: Room) {
		for (const event of EVENTS) room.on(event, this.work);
	}

	set(wanted: Outgoing[]): void {
		this.wanted = wanted;
		this.work();
	}

	/** Stop. Leaves the room connected: the caller disconnects it. */
	close(): void {
		this.closed = true;
		this.retry.stop();
		for (const event of EVENTS) this.room.off(event, this.work);
	}

	private work = async (): Promise<void> => {
		this.again = true;
		if (this.working) return;
		this.working = true;
		while (this.again && !this.closed && this.room.state === "connected") {
			this.again = false;
			const results = await Promise.allSettled([...this.surplus(), ...this.wanted.map((item) => this.bring(item))]);
			if (results.some((result) => result.status === "rejected")) this.retry.later();
			else this.retry.reset();
		}
		this.working = false;
	};

	private surplus(): Promise<unknown>[] {
		const sources = new Set(this.wanted.map((item) => item.source));
		return [...this.room.localParticipant.trackPublications.values()]
			.filter((publication) => publication.track && !sources.has(publication.source))
			.map((publication) => this.room.localParticipant.unpublishTrack(publication.track as LocalVideoTrack, false));
	}

	private async bring({ source, track, muted, options }: Outgoing): Promise<void> {
		const { localParticipant } = this.room;
		let publication = localParticipant.getTrackPublication(source);
		if (publication?.track && options.name && publication.trackName !== options.name) {
			// Under its old name the new track would count as the one before.
			await localParticipant.unpublishTrack(publication.track as LocalVideoTrack, false);
			publication = undefined;
		}
		const published = publication?.track;
		if (!published) {
			publication = await patiently(localParticipant.publishTrack(lent(track), { ...options, source }));
		} else if (published.mediaStreamTrack !== track) {
			await published.replaceTrack(track, true);
		}
		if (publication?.isMuted !== muted) await (muted ? publication?.mute() : publication?.unmute());
	}
}

/** Wrap a track for LiveKit. The last argument keeps LiveKit from opening a device itself. */
function lent(track: MediaStreamTrack): LocalTrack {
	const local =
		track.kind === "video" ? new LocalVideoTrack(track, undefined, true) : new LocalAudioTrack(track, undefined, true);
	return local as LocalTrack;
}

const EVENTS = [RoomEvent.Connected, RoomEvent.Reconnected, RoomEvent.LocalTrackUnpublished] as const;

/** Wait for LiveKit, at most PATIENCE_MS. Throws Error after that. */
function patiently<T>(work: Promise<T>): Promise<T> {
	return new Promise((resolve, reject) => {
		const timer = setTimeout(() => reject(new Error("publishing took too long")), PATIENCE_MS);
		work.then(resolve, reject).finally(() => clearTimeout(timer));
	});
}
