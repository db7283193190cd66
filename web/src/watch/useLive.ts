import { type RefObject, useCallback, useRef } from "react";
import type { HlsPlayer } from "../hls/player";
import { type Fault, hasWebRtc } from "../net/blocked";
import type { WatchView } from "../net/types";
import { type Playback, usePlayback } from "../player/usePlayback";
import type { Left } from "../replay/useLeft";
import { useLoaded } from "../ui/useLoaded";
import { patiently } from "./load";
import { mode } from "./token";
import { useBack } from "./useBack";
import { useFrames } from "./useFrames";
import { useProgramStream } from "./useProgramStream";
import { type Quality, useQuality } from "./useQuality";
import { usePatience, useRoute } from "./useRoute";
import { type Sound, useSound } from "./useSound";
import type { Frames } from "./watchState";

const load = () => patiently(() => import("../timeshift/Timeshift"));

/** The picture and sound of a show on air. */
export interface Live {
	/** Null: none plays. A page that takes HLS plays it before it has a picture. */
	source: "webrtc" | "hls" | null;
	/** So many seconds before the edge the viewer went back to. 0: they are live. */
	back: number;
	goBack: (seconds: number) => void;
	goLive: () => void;
	left: Left | null;
	/** HLS does not go on. */
	onEnded: () => void;
	/** The code of HLS and of going back. Null: not needed, or not there yet. */
	parts: Awaited<ReturnType<typeof load>>["default"] | null;
	/** Plays HLS. */
	player: RefObject<HlsPlayer | null>;
	/** The playlist that plays, or would play. */
	playlist: string;
	frames: Frames;
	quality: Quality;
	/** The viewer chose sound only. HLS has a picture at all times. */
	soundOnly: boolean;
	playback: Playback;
	sound: Sound;
	/** The obstacles for WebRTC at this page. */
	blocked: { webRtc: boolean; socketBlocked: boolean; fault: Fault };
}

interface Watched {
	view: WatchView | null;
	early: boolean;
	socketBlocked: boolean;
}

/** Play the show at `base` by WebRTC, or by HLS where that does not work. */
export function useLive(base: string, video: HTMLVideoElement, { view, early, socketBlocked }: Watched): Live {
	const routed = useRoute(view, early);
	const { route, tell, onAir } = routed;
	const player = useRef<HlsPlayer>(null);
	const { back, goBack, long, left } = useBack(onAir, video, player);
	const quality = useQuality(video);
	const stream = useProgramStream(base, routed.byWebRtc && !long, view?.Publisher ?? null, routed.onFault);
	const byHls = useOverlap(routed.byHls || back > 0, onAir && !stream && !route.ended);
	const soundOnly = quality.choice === "sound" && !byHls;
	const seen = useFrames(video, byHls ? "hls" : stream?.getVideoTracks().length ? stream : null);
	const frames = soundOnly ? quality.heard : seen;
	const playback = usePlayback(video, byHls || stream !== null);
	const sound = useSound(video, byHls ? null : stream, playback.paused);
	const comes = frames === "coming" && !byHls;
	const offered = view?.Live ?? null;
	const wanted = onAir && offered !== null && !view?.Away && back === 0;
	const worked = usePatience(routed, { video, wanted, comes, socketBlocked });
	const parts = useLoaded(byHls || (offered?.Dvr && frames === "coming") ? load : null);

	const leave = () => {
		goBack(0);
		if (back === 0 && byHls) player.current?.toEdge();
		if (!worked || route.way === "webrtc") return;
		// The server may have a place again.
		mode.set("");
		tell({ kind: "live" });
	};
	const goLive = () => {
		if (!playback.paused) return leave();
		// The next source plays only if the viewer does not pause.
		video.addEventListener("play", leave, { once: true });
		playback.play();
	};
	const onEnded = useCallback(() => {
		if (back) goBack(0);
		else tell({ kind: "ended", at: performance.now() });
	}, [back, goBack, tell]);

	return {
		source: byHls ? "hls" : stream && "webrtc",
		back,
		goBack,
		goLive,
		left,
		onEnded,
		parts,
		player,
		playlist: back ? (offered?.Dvr ?? "") : (offered?.Hls ?? `${base}/hls/main.m3u8`),
		frames,
		quality,
		soundOnly,
		playback,
		sound,
		blocked: byHls
			? { webRtc: true, socketBlocked: false, fault: "" }
			: { webRtc: hasWebRtc(), socketBlocked, fault: routed.fault },
	};
}

/** Tell whether HLS plays. It plays on while the page waits for the stream by WebRTC. */
function useOverlap(wanted: boolean, waits: boolean): boolean {
	const before = useRef(false);
	before.current = wanted || (before.current && waits);
	return before.current;
}
