// @vitest-environment happy-dom
import "../testing/setup";
import { expect, test } from "vitest";
import { FakeTrack } from "../testing/media";
import { backstage, OF_GUEST } from "./backstage";

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

test("a guest's pictures go out in two sizes, a host's in one", () => {
	const camera = new FakeTrack("video", "camera").track;
	const small = [{ width: 320, height: 180 }];
	const screen = { picture, sound: null };
	const [face, shared] = backstage(camera, null, true, screen, OF_GUEST);
	expect(face?.options).toMatchObject({ simulcast: true, videoSimulcastLayers: small });
	expect(shared?.options).toMatchObject({ simulcast: true, screenShareSimulcastLayers: small, name: "screen" });
	for (const { options } of backstage(camera, null, true, screen)) expect(options.simulcast).toBe(false);
});
