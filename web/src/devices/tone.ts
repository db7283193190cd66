import { hearBy } from "./speaker";

/** Two notes, in hertz, and how long both take together, in seconds. */
const NOTES = [660, 880];
const SECONDS = 1;
/** Below full loudness, because some people wear headphones already. */
const LOUDNESS = 0.3;

/** Play a short tone by an output. Resolves when it has ended. Rejects when the browser does not play it. */
export async function playTone(speaker: string): Promise<void> {
	const audio = new AudioContext();
	const element = new Audio();
	try {
		const out = audio.createMediaStreamDestination();
		const loudness = new GainNode(audio, { gain: 0 });
		loudness.connect(out);
		const begin = audio.currentTime + 0.1;
		const note = SECONDS / NOTES.length;
		NOTES.forEach((frequency, at) => {
			const from = begin + at * note;
			// Each note swells and fades, so that it does not click.
			loudness.gain.setValueAtTime(0, from);
			loudness.gain.linearRampToValueAtTime(LOUDNESS, from + 0.05);
			loudness.gain.linearRampToValueAtTime(0, from + note);
			const sound = new OscillatorNode(audio, { frequency });
			sound.connect(loudness);
			sound.start(from);
			sound.stop(from + note);
		});
		element.srcObject = out.stream;
		await hearBy(element, speaker);
		await Promise.all([audio.resume(), element.play()]);
		await new Promise((done) => setTimeout(done, (SECONDS + 0.3) * 1000));
	} finally {
		element.srcObject = null;
		void audio.close();
	}
}
