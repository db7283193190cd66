import { Track, VideoPreset } from "livekit-client";
import type { Outgoing } from "../stage/publisher";
import { PICTURE } from "./codec";
import { type Layer, layers } from "./layers";
import type { Format } from "./orders";

/** The program as the browser makes it. */
export interface Program {
	picture: MediaStreamTrack;
	/** Null until there is something to hear. */
	sound: MediaStreamTrack | null;
}

/** Describe how the program is published: one picture in several layers, and one sound once there is one. */
export function outgoingProgram({ picture, sound }: Program, format: Format): Outgoing[] {
	const all = layers(format);
	const top = all.pop() as Layer;
	return [
		{
			source: Track.Source.Camera,
			track: picture,
			muted: false,
			options: {
				...PICTURE,
				simulcast: all.length > 0,
				videoSimulcastLayers: all.map(({ width, height, bits, fps }) => new VideoPreset(width, height, bits, fps)),
				// Always set: LiveKit's presets allow at most 20 frames a second for small pictures. Without
				// maintain-resolution, the browser scales the first seconds down.
				videoEncoding: { maxBitrate: top.bits, maxFramerate: top.fps },
				degradationPreference: "maintain-resolution",
			},
		},
		...(sound ? [{ source: Track.Source.Microphone, track: sound, muted: false, options: { dtx: false, red: false } }] : []),
	];
}
