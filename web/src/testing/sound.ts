import { vi } from "vitest";

/** Stands for Web Audio: what every microphone of the page gives now. */
export class FakeSound {
	/** The loudest sample, 0 to 1. */
	peak = 0;
	state: AudioContextState = "running";
	/** Microphones that are listened to now. */
	ears = 0;
	resumed = 0;

	/** Put it in the browser's place. Its clock is the test's. */
	constructor() {
		const sound = this;
		vi.stubGlobal("MediaStream", class {});
		vi.stubGlobal(
			"AudioContext",
			class {
				constructor() {
					sound.ears += 1;
				}
				get state() {
					return sound.state;
				}
				get currentTime() {
					return performance.now() / 1000;
				}
				createMediaStreamSource = () => ({ connect: () => {} });
				resume = async () => {
					sound.resumed += 1;
				};
				close = async () => {
					sound.ears -= 1;
				};
			},
		);
		vi.stubGlobal(
			"AnalyserNode",
			class {
				fftSize = 8;
				getFloatTimeDomainData = (samples: Float32Array) => samples.fill(sound.peak);
			},
		);
	}
}
