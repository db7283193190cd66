import { Track } from "livekit-client";
import type { Outgoing } from "../stage/publisher";
import { PICTURE } from "./codec";
import type { Format } from "./orders";

/** Bits for a pixel of a frame: 2.5 Mbit/s at 1280×720, 30/s. */
const BITS = 0.09;
const LEAST_BITS = 600_000;

/** The program as the browser makes it. */
export interface Program {
	picture: MediaStreamTrack;
	/** Null until there is something to hear. */
	sound: MediaStreamTrack | null;
}

/** Describe how the program is published: one picture, and one sound once there is one. */
export function outgoingProgram({ picture, sound }: Program, format: Format): Outgoing[] {
	return [
		{
			source: Track.Source.Camera,
			track: picture,
			muted: false,
			options: {
				...PICTURE,
				simulcast: false,
				// Always set: LiveKit's presets allow at most 20 frames a second for small pictures. Without
				// maintain-resolution, the browser scales the first seconds down.
				videoEncoding: { maxBitrate: bitrate(format), maxFramerate: format.fps },
				degradationPreference: "maintain-resolution",
			},
		},
		...(sound ? [{ source: Track.Source.Microphone, track: sound, muted: false, options: { dtx: false, red: false } }] : []),
	];
}

/** Return the bits a second of a program in this format. */
export function bitrate({ width, height, fps }: Format): number {
	return Math.max(LEAST_BITS, Math.round(width * height * fps * BITS));
}
