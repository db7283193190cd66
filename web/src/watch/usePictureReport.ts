import { useEffect, useRef } from "react";
import type { PictureReport } from "../net/pictureReport";
import { Status } from "../net/roles";
import type { WatchView } from "../net/types";
import { cameAt } from "./picture";
import type { Frames } from "./watchState";

/** Report how soon the picture came, and how often it stopped and came back. Only a page that opened during the show tells
 *  how soon. A page that was hidden meanwhile does not, because its browser showed no frames. The code that reports comes
 *  after the picture. */
export function usePictureReport(base: string, view: WatchView | null, frames: Frames): void {
	const report = useRef<Promise<PictureReport>>(null);
	const before = useRef<Frames>("none");
	const joined = useRef<boolean>(null);
	const hidden = useRef(false);

	useEffect(() => {
		const look = () => {
			hidden.current ||= document.hidden;
		};
		look();
		document.addEventListener("visibilitychange", look);
		return () => {
			document.removeEventListener("visibilitychange", look);
			report.current?.then((made) => made.stop(), ignore);
			report.current = null;
		};
	}, []);

	useEffect(() => {
		if (!view) return;
		// The picture may come before the first view.
		joined.current ??= frames === "coming" || (view.Status === Status.LIVE && !view.Away);
		const again = frames === "coming" && before.current === "stopped";
		before.current = frames;
		if (frames !== "coming") return;
		const came = joined.current && !hidden.current ? cameAt() || performance.now() : 0;
		report.current ??= import("../net/pictureReport").then((code) => code.pictureReport(base));
		report.current.then((made) => {
			if (came) made.came(came);
			if (again) made.stalled(1);
		}, ignore);
	}, [base, view, frames]);
}

/** Without its code, a page reports nothing. */
function ignore(): void {}
