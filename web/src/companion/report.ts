import type { DevicesState } from "../devices/devices";

/** What the app shows of its page, in its tray, its small window and its questions. */
export interface Report {
	page: "studio" | "guest";
	/** As `body[data-state]`. */
	state: string;
	air: boolean;
	show: string;
	/** The id of the link that the session is in by: the app comes back by it. */
	link: string;
	/** Unix seconds since when it is on air; 0 while it is not. */
	since: number;
	/** Null: this page has none now. */
	microphone: boolean | null;
	camera: boolean | null;
	/** The commands that would do something now. */
	can: string[];
}

/** Whether microphone and camera are open, for a page whose devices are in use. */
export function opened(active: boolean, { mic, camera }: DevicesState): Pick<Report, "microphone" | "camera"> {
	if (!active) return { microphone: null, camera: null };
	return { microphone: mic.wanted && mic.track !== null, camera: camera.wanted && camera.track !== null };
}
