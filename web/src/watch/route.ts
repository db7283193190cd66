/** The way on which the program comes: pure data, without a browser. */

export type Way = "webrtc" | "hls";

export interface Route {
	way: Way;
	/** The reason for HLS. "": none on this page. */
	why: "" | "late" | "failed" | "full";
	/** When picture and sound failed by WebRTC, in ms. */
	failures: readonly number[];
	/** When HLS ended last, in ms. 0: it did not. */
	ended: number;
}

/**
 * `late`: no first picture came. `failed`: a try to get picture and sound by WebRTC failed. `full`: the server has no place by
 * WebRTC. `ended`: HLS does not go on. `live`: the viewer wants the live show by WebRTC, which worked on this page.
 */
export type News = { kind: "late" | "full" | "live" } | { kind: "failed" | "ended"; at: number };

/** The first picture by WebRTC may take so long, in ms. */
export const FIRST_PICTURE_MS = 6000;
/** Two failures within this time, in ms, are no accident. */
const FAILURES_MS = 60_000;
/** After HLS ended, the page tries it again after so many ms. */
export const REST_MS = 30_000;

/** Begin. `failedBefore`: WebRTC failed on this device a short while ago. */
export const begun = (failedBefore: boolean): Route => ({
	way: failedBefore ? "hls" : "webrtc",
	why: "",
	failures: [],
	ended: 0,
});

/** Tell the way after some news. */
export function after(route: Route, news: News): Route {
	switch (news.kind) {
		case "late":
		case "full":
			return toHls(route, news.kind);
		case "failed": {
			const failures = [...route.failures, news.at].filter((at) => at > news.at - FAILURES_MS);
			return failures.length > 1 ? toHls(route, "failed") : { ...route, failures };
		}
		case "ended":
			return { ...begun(false), ended: news.at };
		case "live":
			return { ...begun(false), ended: route.ended };
	}
}

const toHls = ({ ended }: Route, why: Route["why"]): Route => ({ way: "hls", why, failures: [], ended });
