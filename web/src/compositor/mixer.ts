/** Mixes the host's microphone and everyone on air into one sound. Keeps running in a hidden tab. */
export class Mixer {
	readonly track: MediaStreamTrack;
	private audio = new AudioContext({ sampleRate: 48000 });
	private into: AudioNode;
	private heard = new Map<string, { track: MediaStreamTrack; node: MediaStreamAudioSourceNode }>();

	constructor() {
		const out = this.audio.createMediaStreamDestination();
		// Several voices add up: the compressor keeps the sum below the limit.
		this.into = new DynamicsCompressorNode(this.audio, { threshold: -12, ratio: 4 });
		this.into.connect(out);
		this.track = out.stream.getAudioTracks()[0] as MediaStreamTrack;
	}

	/** Set all tracks to mix, by id. A remote track is silent here unless it also plays in a media element of the page,
	 *  muted or not. */
	hear(tracks: Map<string, MediaStreamTrack>): void {
		for (const [id, { track, node }] of this.heard) {
			if (tracks.get(id) === track) continue;
			node.disconnect();
			this.heard.delete(id);
		}
		for (const [id, track] of tracks) {
			if (this.heard.has(id)) continue;
			const node = this.audio.createMediaStreamSource(new MediaStream([track]));
			node.connect(this.into);
			this.heard.set(id, { track, node });
		}
		void this.wake();
	}

	/** Start the sound. Without an open microphone the browser holds it until the person clicks or types: call this then. */
	async wake(): Promise<void> {
		if (this.audio.state === "suspended") await this.audio.resume().catch(() => {});
	}

	close(): void {
		this.track.stop();
		void this.audio.close();
	}
}
