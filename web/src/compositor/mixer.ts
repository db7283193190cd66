/** Makes one sound of all parts: the host's microphone and whoever is on air. Goes on in a hidden tab. */
export class Mixer {
	readonly track: MediaStreamTrack;
	private audio = new AudioContext({ sampleRate: 48000 });
	private into: AudioNode;
	private heard = new Map<string, { track: MediaStreamTrack; node: MediaStreamAudioSourceNode }>();

	constructor() {
		const out = this.audio.createMediaStreamDestination();
		// Several voices at once add up: the compressor keeps the sum below the ceiling.
		this.into = new DynamicsCompressorNode(this.audio, { threshold: -12, ratio: 4 });
		this.into.connect(out);
		this.track = out.stream.getAudioTracks()[0] as MediaStreamTrack;
	}

	/** Says all of what should be heard, by id. A remote track is silent here unless it also plays in a media element
	 *  somewhere on the page, muted or not. */
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

	/** Without an open microphone a browser holds the sound until the person does something: call it then. */
	async wake(): Promise<void> {
		if (this.audio.state === "suspended") await this.audio.resume().catch(() => {});
	}

	close(): void {
		this.track.stop();
		void this.audio.close();
	}
}
