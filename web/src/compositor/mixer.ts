/** Mixes the host's microphone and everyone on air into one sound. Keeps running in a hidden tab. */
export class Mixer {
	private desk: { audio: AudioContext; into: AudioNode; track: MediaStreamTrack } | null = null;
	private heard = new Map<string, { track: MediaStreamTrack; node: MediaStreamAudioSourceNode }>();

	/** `onTrack` gets the mixed sound once there is something to mix, or once the person clicked or typed. Before that, the
	 *  browser would refuse to start it. `allowed`: this browser never refuses. */
	constructor(
		private onTrack: (track: MediaStreamTrack) => void,
		allowed = false,
	) {
		if (allowed || navigator.userActivation.hasBeenActive) this.open();
	}

	/** Set all tracks to mix, by id. A remote track is silent here unless it also plays in a media element of the page,
	 *  muted or not. */
	hear(tracks: Map<string, MediaStreamTrack>): void {
		if (!this.desk && tracks.size === 0) return;
		const { audio, into } = this.open();
		for (const [id, { track, node }] of this.heard) {
			if (tracks.get(id) === track) continue;
			node.disconnect();
			this.heard.delete(id);
		}
		for (const [id, track] of tracks) {
			if (this.heard.has(id)) continue;
			const node = audio.createMediaStreamSource(new MediaStream([track]));
			node.connect(into);
			this.heard.set(id, { track, node });
		}
		void this.wake();
	}

	/** Start the sound. Without an open microphone the browser holds it until the person clicks or types: call this then. */
	async wake(): Promise<void> {
		if (!this.desk && !navigator.userActivation.hasBeenActive) return;
		const { audio } = this.open();
		if (audio.state === "suspended") await audio.resume().catch(() => {});
	}

	close(): void {
		this.desk?.track.stop();
		void this.desk?.audio.close();
	}

	private open() {
		if (this.desk) return this.desk;
		const audio = new AudioContext({ sampleRate: 48000 });
		const out = audio.createMediaStreamDestination();
		// Several voices add up: the compressor keeps the sum below the limit.
		const into = new DynamicsCompressorNode(audio, { threshold: -12, ratio: 4 });
		into.connect(out);
		const track = out.stream.getAudioTracks()[0] as MediaStreamTrack;
		this.desk = { audio, into, track };
		this.onTrack(track);
		return this.desk;
	}
}
