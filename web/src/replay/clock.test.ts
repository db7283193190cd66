import { expect, test } from "vitest";
import { momentAt, placeOf, stretchesOf } from "./clock";

const PLAYLIST = `#EXTM3U
#EXT-X-MAP:URI="key/1/init.mp4"
#EXT-X-PROGRAM-DATE-TIME:2026-11-30T08:00:00.500Z
#EXTINF:2.00000,
key/1/000000.m4s
#EXTINF:1.50000,
key/1/000001.m4s
#EXT-X-DISCONTINUITY
#EXT-X-MAP:URI="key/2/init.mp4"
#EXT-X-PROGRAM-DATE-TIME:2026-11-30T08:01:00.000Z
#EXTINF:2.00000,
key/2/000000.m4s
#EXT-X-ENDLIST
`;
const BEGAN = Date.UTC(2026, 10, 30, 8) / 1000;

test.each([
	[0, 0.5],
	[3, 3.5],
	[3.5, 60],
	[4, 60.5],
])("the place %f shows the moment %f seconds after the hour", (place, after) => {
	expect(momentAt(stretchesOf(PLAYLIST), place)).toBeCloseTo(BEGAN + after, 3);
});

test.each([
	[-9, 0],
	[0.5, 0],
	[3.5, 3],
	[30, 3.5],
	[60.5, 4],
])("the moment %f seconds after the hour is at the place %f", (after, place) => {
	expect(placeOf(stretchesOf(PLAYLIST), (BEGAN + after) * 1000)).toBeCloseTo(place, 3);
});

test.each(["", "<html>", "#EXTM3U\n#EXTINF:2,\nx.m4s", "#EXT-X-PROGRAM-DATE-TIME:yesterday"])(
	"a text that tells no time gives no moment: %j",
	(text) => {
		expect([momentAt(stretchesOf(text), 1), placeOf(stretchesOf(text), 1)]).toEqual([null, null]);
	},
);
