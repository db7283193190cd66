import { useCallback, useEffect, useRef, useState, useSyncExternalStore } from "react";
import { type Fault, hasWebRtc } from "../net/blocked";
import { Status } from "../net/roles";
import type { WatchView } from "../net/types";
import { failedBefore, forgetFailure, rememberFailure } from "./failure";
import { after, begun, FIRST_PICTURE_MS, type News, REST_MS, type Route } from "./route";
import { answeredAt, mode } from "./token";
import { HAS_PICTURE } from "./useFrames";

/** How the program comes to this page. */
export interface Routed {
	route: Route;
	tell: (news: News) => void;
	/** The show has a picture, or will have one soon. */
	onAir: boolean;
	/** The page takes HLS for its way. */
	byHls: boolean;
	/** The page may connect by WebRTC. */
	byWebRtc: boolean;
	/** Where the last try to join by WebRTC failed. */
	fault: Fault;
	onFault: (fault: Fault) => void;
}

/** Choose how the program comes. `early`: a token came before the view. */
export function useRoute(view: WatchView | null, early: boolean): Routed {
	const named = useSyncExternalStore(mode.listen, mode.get);
	const [route, setRoute] = useState(() => begun(failedBefore() || named === "hls"));
	const [fault, setFault] = useState<Fault>("");
	const tell = useCallback((news: News) => setRoute((last) => after(last, news)), []);
	const onFault = useCallback(
		(next: Fault) => {
			setFault(next);
			if (next === "media") tell({ kind: "failed", at: performance.now() });
		},
		[tell],
	);
	useEffect(() => {
		if (named === "hls") tell({ kind: "full" });
	}, [named, tell]);

	const full = named === "hls";
	const onAir = view ? view.Status === Status.LIVE || view.Starting : early || full;
	const hls = onAir && route.way === "hls";
	const offered = full || (view !== null && view.Live !== null);
	// A page that remembers a failure waits for the view: it tells whether there is HLS.
	return { route, tell, onAir, byHls: hls && offered, byWebRtc: onAir && !(hls && (offered || !view)), fault, onFault };
}

interface Waiting {
	video: HTMLVideoElement;
	/** The show is on air, there is HLS for it, and the viewer wants the live picture. */
	wanted: boolean;
	/** The picture comes by WebRTC. */
	comes: boolean;
	socketBlocked: boolean;
}

/** Go to HLS when no picture comes by WebRTC. Returns whether WebRTC brought one on this page. */
export function usePatience({ route, tell }: Routed, { video, wanted, comes, socketBlocked }: Waiting): boolean {
	const [worked, setWorked] = useState(false);
	if (comes && !worked) setWorked(true);
	useEffect(() => {
		if (worked) forgetFailure();
	}, [worked]);
	useEffect(() => {
		if (route.why === "late" || route.why === "failed") rememberFailure();
	}, [route.why]);

	const first = useRef(true);
	const waits = wanted && route.way === "webrtc" && !comes;
	const possible = hasWebRtc() && !socketBlocked;
	useEffect(() => {
		if (!waits) return;
		const now = performance.now();
		// The page's first token may be older than this code.
		const since = first.current ? answeredAt() || now : now;
		first.current = false;
		const patience = possible ? since + FIRST_PICTURE_MS - now : 0;
		const rest = route.ended ? route.ended + REST_MS - now : 0;
		const look = () => {
			// A hidden tab shows no frames of a picture that it has.
			if (!video.srcObject || video.readyState < HAS_PICTURE) tell({ kind: "late" });
		};
		const timer = setTimeout(look, Math.max(0, patience, rest));
		return () => clearTimeout(timer);
	}, [waits, possible, route.ended, video, tell]);
	return worked;
}
