import { bitrate } from "../compositor/layers";
import type { Format } from "../compositor/orders";
import type { Program } from "../compositor/publish";
import { base64, type Port } from "./port";

/** Times the network's bitrate: a disk has room. */
const FINER = 2;
const AUDIO_BITS = 128_000;
/** A crash loses at most so much. */
const SLICE_MS = 1000;
const TYPE = "video/webm;codecs=vp8,opus";

/** Records the program as this page makes it, independent of the network. Gives it to the app each second. A file that ends
 *  early plays up to its end. */
export class Recorder {
	private recorder: MediaRecorder;
	/** Settles when all pieces so far were sent: they go in order. */
	private last: Promise<void> = Promise.resolve();

	constructor(port: Port, { picture, sound }: Program, format: Format, ended: () => void) {
		this.recorder = new MediaRecorder(new MediaStream(sound ? [picture, sound] : [picture]), {
			mimeType: TYPE,
			videoBitsPerSecond: FINER * bitrate(format),
			audioBitsPerSecond: AUDIO_BITS,
		});
		this.recorder.ondataavailable = ({ data }) => {
			if (data.size === 0) return;
			const text = base64(data);
			this.last = this.last.then(async () => port.say("chunk", await text));
		};
		this.recorder.onstop = () => void this.last.then(ended);
		this.recorder.start(SLICE_MS);
	}

	stop(): void {
		if (this.recorder.state !== "inactive") this.recorder.stop();
	}
}
