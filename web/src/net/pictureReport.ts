import { call } from "./call";

/** How often a page reports its stalls. */
const REPORT_MS = 30_000;

export interface PictureReport {
	/** The first picture is there, so many milliseconds after it could be. Later ones do not count. */
	came: (ms: number) => void;
	/** The picture stopped so many times more. */
	stalled: (times: number) => void;
	/** Report what is left. */
	stop: () => void;
}

/** Report the picture of a page at `base` (`/s/{id}`, `/w/{path}`) for the server's metrics. A report that does not arrive
 *  is left out. */
export function pictureReport(base: string): PictureReport {
	let stalls = 0;
	const send = (first: { FirstPictureMs?: number }) => {
		const body = { ...first, Stalls: stalls };
		stalls = 0;
		call(`${base}/call`, "ReportPicture", body, { keepalive: true }).catch(() => {});
	};
	const sendStalls = () => {
		if (stalls) send({});
	};
	const timer = setInterval(sendStalls, REPORT_MS);
	addEventListener("pagehide", sendStalls);
	let told = false;
	return {
		came: (ms) => {
			if (!told) send({ FirstPictureMs: Math.max(0, Math.round(ms)) });
			told = true;
		},
		stalled: (times) => {
			stalls += times;
		},
		stop: () => {
			clearInterval(timer);
			removeEventListener("pagehide", sendStalls);
			sendStalls();
		},
	};
}
