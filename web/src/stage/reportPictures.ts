import { type RemoteTrackPublication, type Room, RoomEvent, Track } from "livekit-client";
import { pictureReport } from "../net/pictureReport";

/** How often to look for the first picture, and for stalls after it. */
const SOON_MS = 100;
const LOOK_MS = 5000;
/** A track that comes so long after its person was published later than its person came, so nobody knows when. */
const LATE_MS = 15_000;

/** A page reports the time of its first picture once. */
let told = false;
const reported = new WeakSet<Room>();

/** Report how soon the first picture of another person came, and how often their pictures stop. End with the connection.
 *  `begun`: the page began to join, in ms of `performance.now()`. Call it at each new track. */
export function reportPictures(room: Room, base: string, begun: number): void {
	if (reported.has(room) || room.state === "disconnected") return;
	reported.add(room);
	const report = pictureReport(base);
	const known = new WeakMap<RTCRtpReceiver, number>();
	let since = offered(room, begun);
	const onPublished = ({ kind }: RemoteTrackPublication) => {
		if (kind === Track.Kind.Video) since ??= performance.now();
	};
	room.on(RoomEvent.TrackPublished, onPublished);

	const look = async () => {
		const receivers = picturesOf(room).flatMap(({ track }) => track?.receiver ?? []);
		const all = await Promise.all(receivers.map(figuresOf));
		if (room.state === "disconnected") return stop();
		if (!told && since !== null && all.some(({ frames }) => frames > 0)) {
			told = true;
			report.came(performance.now() - since);
		}
		for (const [at, receiver] of receivers.entries()) {
			const freezes = all[at]?.freezes ?? 0;
			report.stalled(Math.max(0, freezes - (known.get(receiver) ?? 0)));
			known.set(receiver, freezes);
		}
		setTimeout(look, told || since === null ? LOOK_MS : SOON_MS);
	};
	const stop = () => {
		room.off(RoomEvent.TrackPublished, onPublished);
		reported.delete(room);
		report.stop();
	};
	void look();
}

/** Return since when there is a picture to see: since this page or that person joined, whichever was later. Null: there is
 *  none, or nobody knows. */
function offered(room: Room, begun: number): number | null {
	const own = room.localParticipant.joinedAt?.getTime();
	const others = [...room.remoteParticipants.values()].filter((person) => picturesIn(person).length);
	const later = others.map((person) => (person.joinedAt?.getTime() ?? 0) - (own ?? 0));
	if (!own || !later.length) return null;
	const since = begun + Math.max(0, Math.min(...later));
	return performance.now() - since < LATE_MS ? since : null;
}

const picturesOf = (room: Room) => [...room.remoteParticipants.values()].flatMap(picturesIn);

/** Return the pictures that a person sends now. */
function picturesIn(person: { trackPublications: Map<string, unknown> }): RemoteTrackPublication[] {
	const all = [...person.trackPublications.values()] as RemoteTrackPublication[];
	return all.filter(({ kind, isMuted }) => kind === Track.Kind.Video && !isMuted);
}

/** Read how many frames came, and how often the picture froze. A browser that does not count freezes tells 0. */
async function figuresOf(receiver: RTCRtpReceiver): Promise<{ frames: number; freezes: number }> {
	const figures = { frames: 0, freezes: 0 };
	const stats = await receiver.getStats().catch(() => new Map());
	for (const one of stats.values()) {
		if (one.type !== "inbound-rtp") continue;
		figures.frames += one.framesDecoded ?? 0;
		figures.freezes += one.freezeCount ?? 0;
	}
	return figures;
}
