import { useEffect } from "react";
import { base64 } from "../companion/port";
import type { Session } from "../net/useSession";

/** The server knows a moment after the click that the show is on air. */
const FIRST_MS = 4_000;
const EVERY_MS = 30_000;
/** Pixels. The height follows from the picture. */
const WIDTH = 320;
const QUALITY = 0.7;

interface Props {
	session: Session;
	/** The picture of the program. */
	track: MediaStreamTrack;
}

/** Send a small picture of the program to the console, again and again. It draws nothing. */
export default function Thumbnails({ session: { call, tab }, track }: Props) {
	useEffect(() => {
		let left = false;
		const send = async () => {
			const picture = await pictureOf(track);
			if (!left) await call("PutThumbnail", { Tab: tab, Picture: picture });
		};
		// A failure does no harm: the console keeps the picture before, and the next one comes soon.
		const attempt = () => void send().catch(() => {});
		const first = setTimeout(attempt, FIRST_MS);
		const timer = setInterval(attempt, EVERY_MS);
		return () => {
			left = true;
			clearTimeout(first);
			clearInterval(timer);
		};
	}, [call, tab, track]);
	return null;
}

/** Take one frame of a track, as a WebP in Base64. A hidden page has frames too. */
async function pictureOf(track: MediaStreamTrack): Promise<string> {
	const copy = track.clone() as MediaStreamVideoTrack;
	const reader = new MediaStreamTrackProcessor({ track: copy }).readable.getReader();
	try {
		const { value: frame } = await reader.read();
		if (!frame) throw new Error("the program ended");
		const { displayWidth: wide, displayHeight: high } = frame;
		const canvas = new OffscreenCanvas(WIDTH, Math.round((WIDTH * high) / wide));
		canvas.getContext("2d", { alpha: false })?.drawImage(frame, 0, 0, canvas.width, canvas.height);
		frame.close();
		return await base64(await canvas.convertToBlob({ type: "image/webp", quality: QUALITY }));
	} finally {
		void reader.cancel();
		copy.stop();
	}
}
