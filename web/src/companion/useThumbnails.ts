import { useEffect, useState } from "react";
import { base64, onPort, type Port } from "./port";

/** Pixels. The height follows from the picture. */
const WIDTH = 384;
const FPS = 10;

/** Send small pictures of a track to the app, while the app's own window is open. */
export function useThumbnails(port: Port | null, track: MediaStreamTrack | null): void {
	const [shown, setShown] = useState(false);
	useEffect(() => {
		const hear = (kind: string, text: string) => {
			if (kind === "pictures") setShown(text === "on");
		};
		return onPort(hear);
	}, []);
	useEffect(() => {
		if (!shown || !port || !track) return;
		const copy = track.clone() as MediaStreamVideoTrack;
		const worker = new Worker(new URL("./thumbnails.worker.ts", import.meta.url), { type: "module" });
		const { readable } = new MediaStreamTrackProcessor({ track: copy });
		let left = false;
		worker.onmessage = async ({ data }: MessageEvent<Blob>) => {
			const text = await base64(data);
			if (!left) port.say("picture", text);
		};
		worker.postMessage({ from: readable, width: WIDTH, fps: FPS }, [readable]);
		return () => {
			left = true;
			worker.terminate();
			copy.stop();
		};
	}, [shown, port, track]);
}
