/** Notes in Hz, one after the other. */
const NOTES = [660, 880];
const NOTE_SECONDS = 0.18;
const LOUDEST = 0.2;

let audio: AudioContext | null = null;

/** Tell whether the viewer wants a sound when the show begins. */
export const isArmed = () => audio !== null;

/** The viewer wants the sound. Call this in a click: a browser allows no sound before one. */
export function arm(): void {
	audio ??= new AudioContext();
	void audio.resume();
}

/** The viewer does not want the sound any more. */
export function disarm(): void {
	void audio?.close();
	audio = null;
}

/** Play the sound, if the viewer wants it. */
export function ring(): void {
	const context = audio;
	if (!context) return;
	void context.resume();
	NOTES.forEach((note, place) => {
		const begin = context.currentTime + place * NOTE_SECONDS;
		const tone = new OscillatorNode(context, { frequency: note });
		const gain = new GainNode(context, { gain: 0 });
		gain.gain.setValueAtTime(0, begin);
		gain.gain.linearRampToValueAtTime(LOUDEST, begin + 0.02);
		gain.gain.linearRampToValueAtTime(0, begin + NOTE_SECONDS * 2);
		tone.connect(gain).connect(context.destination);
		tone.start(begin);
		tone.stop(begin + NOTE_SECONDS * 2);
	});
}
