import { type RemoteTrackPublication, VideoQuality } from "livekit-client";
import { beforeEach, expect, test } from "vitest";
import { adjustPicture, layersOf, takePicture } from "./picture";
import type { Choice } from "./quality";

/** LiveKit's publication at its boundary. `sent`: the settings that LiveKit got. */
class FakePicture {
	isDesired = false;
	isEnabled = true;
	videoQuality: VideoQuality = VideoQuality.HIGH;
	sent: { quality: VideoQuality; enabled: boolean }[] = [];
	trackInfo: { layers: { quality: number; width: number; height: number }[] };

	constructor(...lines: number[]) {
		this.trackInfo = { layers: lines.map((height, quality) => ({ quality, width: (height * 16) / 9, height })) };
	}

	setSubscribed = (subscribed: boolean) => {
		this.isDesired = subscribed;
	};

	setVideoQuality = (quality: VideoQuality) => {
		this.videoQuality = quality;
		this.emitTrackUpdate();
	};

	setEnabled = (enabled: boolean) => {
		this.isEnabled = enabled;
		this.emitTrackUpdate();
	};

	emitTrackUpdate = () => {
		this.sent.push({ quality: this.videoQuality, enabled: this.isEnabled });
	};

	get publication(): RemoteTrackPublication {
		return this as unknown as RemoteTrackPublication;
	}
}

const { LOW, MEDIUM, HIGH } = VideoQuality;
let picture: FakePicture;
beforeEach(() => {
	picture = new FakePicture(180, 360, 720);
});

const wish = (choice: Choice, hidden = false, height = 720) => ({
	choice,
	place: { width: (height * 16) / 9, height },
	hidden,
});
const take = (...of: Parameters<typeof wish>) => takePicture(picture.publication, wish(...of));
const adjust = (...of: Parameters<typeof wish>) => adjustPicture(picture.publication, wish(...of));

test("the largest picture needs no settings", () => {
	take("auto");
	adjust("auto");
	expect(picture.isDesired).toBe(true);
	expect(picture.sent).toEqual([]);
});

test("a smaller place, and a larger one again, change the picture once each", () => {
	take("auto");
	for (const height of [360, 350, 340, 700, 710]) adjust("auto", false, height);
	expect(picture.sent.map(({ quality }) => quality)).toEqual([MEDIUM, HIGH]);
});

test("the larger one of two layers is the highest quality", () => {
	picture = new FakePicture(180, 360);
	take("auto");
	adjust(360);
	expect(picture.sent).toEqual([]);
	adjust("save");
	expect(picture.videoQuality).toBe(LOW);
});

test("sound only leaves the picture, and asks for its settings again when it comes back", () => {
	take("save");
	take("sound");
	expect(picture.isDesired).toBe(false);
	picture.sent = [];
	adjust("sound", true);
	expect(picture.sent).toEqual([]);
	take("save");
	expect(picture.isDesired).toBe(true);
	expect(picture.sent.at(-1)).toEqual({ quality: MEDIUM, enabled: true });
});

test("a hidden picture pauses, and comes back in its size", () => {
	take("save");
	adjust("save", true);
	expect(picture.sent.at(-1)).toEqual({ quality: MEDIUM, enabled: false });
	adjust("save");
	expect(picture.sent.at(-1)).toEqual({ quality: MEDIUM, enabled: true });
});

test("layers without a size are left out, and a publication may say nothing of them", () => {
	picture = new FakePicture(0, 720);
	expect(layersOf(picture.publication)).toEqual([{ quality: 1, width: 1280, height: 720 }]);
	expect(layersOf({} as RemoteTrackPublication)).toEqual([]);
	expect(layersOf(undefined)).toEqual([]);
});
