import { type LocalVideoTrack, Track } from "livekit-client";
import { useEffect, useMemo, useState } from "react";
import { type Look, nextEncoding, startEncoding } from "../compositor/encoder";
import { type Layer, layers } from "../compositor/layers";
import type { Format } from "../compositor/orders";
import type { RoomState } from "../stage/useRoom";

const LOOK_MS = 3000;
/** The RTP stream ids that LiveKit gives to layers, the smallest first. They are its VideoQuality 0 to 2. */
const RIDS = ["q", "h", "f"];

/** Leave out the program's top layers while this computer cannot encode them. Returns the largest layer that viewers get
 *  now, or null when that is the whole program. */
export function useEncoder({ room }: RoomState, format: Format): Layer | null {
	const all = useMemo(() => layers(format), [format]);
	const [sent, setSent] = useState(all.length);

	useEffect(() => {
		setSent(all.length);
		if (!room || all.length < 2) return;
		const rates = all.map((layer) => layer.fps);
		let encoding = startEncoding(all.length);
		const look = async () => {
			const track = room.localParticipant.getTrackPublication(Track.Source.Camera)?.track as LocalVideoTrack | undefined;
			const stats = await track?.sender?.getStats();
			if (!track || !stats) return;
			const before = encoding.sent;
			encoding = nextEncoding(encoding, lookAt(stats, all.length), rates);
			// After a reconnection LiveKit publishes all layers again: it is told each time.
			if (encoding.sent < all.length || encoding.sent !== before) track.setPublishingQuality(encoding.sent - 1);
			setSent(encoding.sent);
		};
		const timer = setInterval(() => void look().catch(() => {}), LOOK_MS);
		return () => clearInterval(timer);
	}, [room, all]);

	return sent < all.length ? (all[sent - 1] ?? null) : null;
}

function lookAt(stats: RTCStatsReport, count: number): Look {
	let at = 0;
	const found: Look["layers"] = RIDS.slice(0, count).map(() => ({ frames: 0, limit: "none" }));
	stats.forEach((one: RTCOutboundRtpStreamStats) => {
		const layer = one.type === "outbound-rtp" && one.rid ? RIDS.indexOf(one.rid) : -1;
		if (layer < 0 || layer >= count) return;
		at = one.timestamp;
		found[layer] = { frames: one.framesEncoded ?? 0, limit: one.qualityLimitationReason ?? "none" };
	});
	return { at, layers: found };
}
