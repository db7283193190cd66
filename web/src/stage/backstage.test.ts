// @vitest-environment happy-dom
import "../testing/setup";
import { expect, test } from "vitest";
import { FakeTrack } from "../testing/media";
import { backstage } from "./backstage";

const [picture, sound] = [new FakeTrack("video", "screen").track, new FakeTrack("audio", "film").track];
const sent = (screen: Parameters<typeof backstage>[3]) =>
	backstage(null, null, true, screen).map(({ source, track }) => [source, track]);

test("guests hear a screen also when they see none, and see one without a sound", () => {
	expect(sent({ picture, sound })).toEqual([
		["screen_share", picture],
		["screen_share_audio", sound],
	]);
	expect(sent({ picture: null, sound })).toEqual([["screen_share_audio", sound]]);
	expect(sent({ picture, sound: null })).toEqual([["screen_share", picture]]);
	expect(sent(null)).toEqual([]);
});
