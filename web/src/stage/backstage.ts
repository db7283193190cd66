import { Track, VideoPreset } from "livekit-client";
import type { Outgoing } from "./publisher";

/** Pictures a second of a screen on the stage. */
export const SCREEN_FPS = 15;

/** A person on the stage is one small tile among others, so it needs few bits. `bits` per second. */
export const TILE = { width: 640, height: 360, fps: 20, bits: 500_000 } as const;

/** The second, smaller picture that a guest sends. Most pages draw 25 people as small as this. */
export const SMALL = new VideoPreset(320, 180, 120_000, 15);

/** Further sizes of a person's pictures, smallest first. Pages that draw a picture small take these. */
export interface Sizes {
	camera: VideoPreset[];
	screen: VideoPreset[];
}

/** The further sizes of a guest. A screen that viewers do not see yet is drawn small everywhere. */
export const OF_GUEST: Sizes = { camera: [SMALL], screen: [new VideoPreset(SMALL.width, SMALL.height, 100_000, 5)] };
const NONE: Sizes = { camera: [], screen: [] };

/** List the tracks that a person sends to the stage: camera, microphone, screen. Never the mix: people would hear
 *  themselves. */
export function backstage(
	camera: MediaStreamTrack | null,
	mic: MediaStreamTrack | null,
	micOpen: boolean,
	screen: { picture: MediaStreamTrack | null; sound: MediaStreamTrack | null } | null,
	smaller = NONE,
): Outgoing[] {
	const out: Outgoing[] = [];
	const cameras = { simulcast: smaller.camera.length > 0, videoSimulcastLayers: smaller.camera };
	const tile = { ...picture(TILE.bits, TILE.fps), ...cameras };
	if (camera) out.push({ source: Track.Source.Camera, track: camera, muted: false, options: tile });
	if (mic) out.push({ source: Track.Source.Microphone, track: mic, muted: !micOpen, options: { dtx: true, red: true } });
	if (!screen) return out;
	const { picture: shared, sound } = screen;
	if (shared) {
		// Each shared screen has another id. The crew shows viewers a screen by this name.
		const screens = { simulcast: smaller.screen.length > 0, screenShareSimulcastLayers: smaller.screen };
		const options = { ...picture(1_500_000, SCREEN_FPS), ...screens, name: shared.id };
		out.push({ source: Track.Source.ScreenShare, track: shared, muted: false, options });
	}
	if (sound) out.push({ source: Track.Source.ScreenShareAudio, track: sound, muted: false, options: { dtx: false } });
	return out;
}

/** The name of a voice that one person alone gets. The others learn from it that the host talks, and do not hear it. */
export const ASIDE = "aside";

/** Send the microphone to one person alone, by identity. All else goes to everybody. */
export function aside(outgoing: Outgoing[], only: string): Outgoing[] {
	return outgoing.map((item) =>
		item.source === Track.Source.Microphone ? { ...item, only, options: { ...item.options, name: ASIDE } } : item,
	);
}

function picture(maxBitrate: number, maxFramerate: number) {
	const encoding = { maxBitrate, maxFramerate };
	return { videoCodec: "vp8" as const, simulcast: false, videoEncoding: encoding, screenShareEncoding: encoding };
}
