import type { DevicesState } from "../devices/devices";

/** The state of the page, which the app shows in its tray, its small window and its questions. */
export interface Report {
	page: "studio" | "guest";
	/** As `body[data-state]`. */
	state: string;
	air: boolean;
	show: string;
	/** The id of the link that the session belongs to. The app uses it to come back. */
	link: string;
	/** The start of the show in unix seconds; 0 while the page is not on air. */
	since: number;
	/** How many people wait for the host's word. The app shows the number in its tray. */
	waiting: number;
	/** Null: the page uses no devices now. */
	microphone: boolean | null;
	camera: boolean | null;
	/** The commands that the page accepts now. */
	can: string[];
}

/** Tell whether microphone and camera are open; null for a page that is not `active`. */
export function opened(active: boolean, { mic, camera }: DevicesState): Pick<Report, "microphone" | "camera"> {
	if (!active) return { microphone: null, camera: null };
	return { microphone: mic.wanted && mic.track !== null, camera: camera.wanted && camera.track !== null };
}
