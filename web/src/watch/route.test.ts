import { expect, test } from "vitest";
import { after, begun, type News, type Route } from "./route";

const run = (...news: News[]): Route => news.reduce(after, begun(false));
const failed = (at: number): News => ({ kind: "failed", at });

test("the program comes by WebRTC, unless that failed on this device before", () => {
	expect(begun(false).way).toBe("webrtc");
	expect(begun(true).way).toBe("hls");
});

test.each(["late", "full"] as const)("it goes to HLS: %s", (kind) => {
	expect(run({ kind })).toMatchObject({ way: "hls", why: kind });
});

test("two failures within a minute are enough, and one is not", () => {
	expect(run(failed(1000)).way).toBe("webrtc");
	expect(run(failed(1000), failed(60_000))).toMatchObject({ way: "hls", why: "failed" });
	expect(run(failed(1000), failed(61_000)).way).toBe("webrtc");
	expect(run(failed(1000), failed(61_000), failed(62_000)).way).toBe("hls");
});

test("a viewer goes back to WebRTC, and earlier failures do not count", () => {
	const back = run(failed(1000), failed(2000), { kind: "live" });
	expect(back.way).toBe("webrtc");
	expect(after(back, failed(3000)).way).toBe("webrtc");
});

test("HLS that ended leads to WebRTC, and its time is kept", () => {
	expect(run({ kind: "full" }, { kind: "ended", at: 5000 })).toMatchObject({ way: "webrtc", ended: 5000 });
	expect(run({ kind: "ended", at: 5000 }, { kind: "late" })).toMatchObject({ way: "hls", ended: 5000 });
});
