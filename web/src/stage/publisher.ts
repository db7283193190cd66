import {
	LocalAudioTrack,
	type LocalTrack,
	type LocalTrackPublication,
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
	/** The identity of the one person who may get it. LiveKit gives it to nobody else. */
	only?: string;
}

/** A permission that was sent earlier. It is sent again, because the connection may be another one. */
const FORMER = "former";

/** After a removal, LiveKit's publishTrack may neither resolve nor reject. */
const PATIENCE_MS = 10_000;

/** Makes what the room publishes equal to what is wanted: after each change, each reconnection, each failure. Tracks are
 *  lent: it never stops one. The room must have `stopLocalTrackOnUnpublish: false`. */
export class Publisher {
	private wanted: Outgoing[] = [];
	/** The others who may get what is not for one person alone, by identity. */
	private others: string[] = [];
	/** For whom alone each source was published; "" for all. */
	private meant = new Map<Track.Source, string>();
	/** The permission that LiveKit has from here; "" while all may get all. */
	private permitted = "";
	private working = false;
	private again = false;
	private closed = false;
	private retry = retrying(() => void this.work());

	constructor(private room: Room) {
		for (const event of EVENTS) room.on(event, this.work);
	}

	/** `others`: everyone who is to get the rest while a track is for one person alone. Hidden people count too. */
	set(wanted: Outgoing[], others: string[] = []): void {
		this.wanted = wanted;
		this.others = others;
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
			if (await this.round()) this.retry.reset();
			else this.retry.later();
		}
		this.working = false;
	};

	/** Take away, permit, publish: in this order. LiveKit reads a page's signals in their order. So a track for one person
	 *  comes after its permission, and goes before all are permitted again. */
	private async round(): Promise<boolean> {
		const wanted = this.wanted;
		if (!succeeded(await Promise.allSettled(this.surplus(wanted)))) return false;
		this.permitted &&= FORMER;
		this.permit(wanted);
		const done = succeeded(await Promise.allSettled(wanted.map((item) => this.bring(item))));
		this.permit(wanted);
		return done;
	}

	private surplus(wanted: Outgoing[]): Promise<unknown>[] {
		const meant = new Map(wanted.map(({ source, only = "" }) => [source, only]));
		return this.published()
			.filter(({ source }) => meant.get(source) !== (this.meant.get(source) ?? ""))
			.map(({ track }) => this.room.localParticipant.unpublishTrack(track as LocalVideoTrack, false));
	}

	private published(): LocalTrackPublication[] {
		return [...this.room.localParticipant.trackPublications.values()].filter(({ track }) => track);
	}

	/** Let one person get all. Let the others get what is there and is not for that person alone. */
	private permit(wanted: Outgoing[]): void {
		const { localParticipant } = this.room;
		const only = wanted.find((item) => item.only)?.only ?? "";
		if (!only) {
			if (this.permitted) localParticipant.setTrackSubscriptionPermissions(true);
			this.permitted = "";
			return;
		}
		const apart = new Set(wanted.filter((item) => item.only).map(({ source }) => source));
		const allowedTrackSids = this.published()
			.filter(({ source }) => !apart.has(source))
			.map(({ trackSid }) => trackSid);
		const others = this.others.filter((identity) => identity !== only);
		const permission = [
			{ participantIdentity: only, allowAll: true },
			...others.map((participantIdentity) => ({ participantIdentity, allowedTrackSids })),
		];
		const text = JSON.stringify(permission);
		if (text !== this.permitted) localParticipant.setTrackSubscriptionPermissions(false, permission);
		this.permitted = text;
	}

	private async bring({ source, track, muted, options, only = "" }: Outgoing): Promise<void> {
		const { localParticipant } = this.room;
		let publication = localParticipant.getTrackPublication(source);
		if (publication?.track && options.name && publication.trackName !== options.name) {
			// Under its old name the new track would count as the one before.
			await localParticipant.unpublishTrack(publication.track as LocalVideoTrack, false);
			publication = undefined;
		}
		const published = publication?.track;
		if (!published) {
			this.meant.set(source, only);
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

const succeeded = (results: PromiseSettledResult<unknown>[]) => results.every(({ status }) => status === "fulfilled");

const EVENTS = [RoomEvent.Connected, RoomEvent.Reconnected, RoomEvent.LocalTrackUnpublished] as const;

/** Wait for LiveKit, at most PATIENCE_MS. Throws Error after that. */
function patiently<T>(work: Promise<T>): Promise<T> {
	return new Promise((resolve, reject) => {
		const timer = setTimeout(() => reject(new Error("publishing took too long")), PATIENCE_MS);
		work.then(resolve, reject).finally(() => clearTimeout(timer));
	});
}
