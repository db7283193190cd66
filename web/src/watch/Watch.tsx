import { Disc, VolumeX } from "lucide-react";
import { type ReactNode, useLayoutEffect, useRef, useState } from "react";
import { useBegin } from "../before/useBegin";
import { beforeWords } from "../before/words";
import { useWords } from "../i18n/useWords";
import { pageBase } from "../net/base";
import { blockedBy } from "../net/blocked";
import { Status } from "../net/roles";
import type { ClosedView, WatchView } from "../net/types";
import { Button } from "../ui/Button";
import { Chip } from "../ui/Chip";
import { CopyButton } from "../ui/CopyButton";
import { Header } from "../ui/Header";
import { useBody } from "../ui/useBody";
import { useLoaded } from "../ui/useLoaded";
import { Beside } from "./Beside";
import { Controls } from "./Controls";
import { patiently } from "./load";
import place from "./Player.module.css";
import { moveInto, picture } from "./picture";
import { startOf } from "./startOf";
import { renew } from "./token";
import { useLive } from "./useLive";
import { usePictureReport } from "./usePictureReport";
import type { Sound } from "./useSound";
import { useWatch } from "./useWatch";
import css from "./Watch.module.css";
import { WatchNotice } from "./WatchNotice";
import { Watermark } from "./Watermark";
import { type WatchState, watchState } from "./watchState";
import { watchWords } from "./words";

/** Show `/w/{path}`, the audience's page. */
export function Watch() {
	const base = pageBase();
	const watch = useWatch(base);
	if (watch.nothing) return <NothingHere />;
	if (watch.closed) return <Closed {...watch} base={base} closed={watch.closed} />;
	return <Player base={base} {...watch} />;
}

const loadReplay = () => patiently(() => import("../replay/AfterShow"));
const loadDoor = () => patiently(() => import("../access/Door"));
const loadSoundOnly = () => patiently(() => import("./SoundOnly"));
const loadNothing = () => patiently(() => import("./Nothing"));

function NothingHere() {
	const Nothing = useLoaded(loadNothing);
	return Nothing && <Nothing />;
}

function Closed({ base, closed, signInFailed, again }: Watched & { closed: ClosedView }) {
	const Door = useLoaded(loadDoor);
	return Door && <Door base={base} view={closed} signInFailed={signInFailed} onEntered={again} />;
}

type Watched = ReturnType<typeof useWatch> & { base: string };

function Player({ base, view, early, offline, socketBlocked, talk }: Watched) {
	const words = useWords(watchWords);
	const video = picture();
	const onAir = view?.Status === Status.LIVE;
	const [theatre, setTheatre] = useState(false);
	const live = useLive(base, video, { view, early, socketBlocked });
	const { source, back, frames, quality, soundOnly, playback, sound } = live;
	const byHls = source === "hls";
	const SoundOnly = useLoaded(soundOnly ? loadSoundOnly : null);
	usePictureReport(base, view, frames);
	// A paused picture does not tell whether frames come. HLS has a cover while the host is away.
	const away = byHls ? back === 0 : playback.paused;
	const state = watchState(view, away && view?.Away ? "stopped" : frames);
	const waiting = (onAir || !view) && frames !== "coming" && !view?.Away;
	const blocked = blockedBy({ waiting, offline, ...live.blocked });
	const replay = state === "over" ? (view?.Replay ?? null) : null;
	const loaded = useLoaded(replay ? loadReplay : null);
	const parts = replay && loaded;
	const playsReplay = parts !== null && replay?.State === "online";
	usePage(state, view, source ?? (replay?.State === "online" ? "replay" : "none"));
	const box = useRef<HTMLDivElement>(null);
	const controlled = state === "live" || state === "slow" || byHls || (soundOnly && onAir && state === "waiting");
	return (
		<>
			<Header />
			<main className={theatre ? `${place.watch} ${place.theatre}` : place.watch}>
				<div className={place.player} ref={box} tabIndex={-1}>
					<Picture label={words.show} />
					{byHls && live.parts && <live.parts.HlsPicture key={`${view?.Live?.Since} ${back}`} {...{ video, live }} />}
					<Watermark />
					{!playsReplay && ((state !== "live" && state !== "slow" && !(byHls && state === "away")) || soundOnly) && (
						<Cover view={view} titled={state !== "live"} />
					)}
					<div role="status">
						{state !== "live" && !parts && <WatchNotice state={state} view={view} blocked={blocked} />}
						{state === "live" && soundOnly && SoundOnly && <SoundOnly onPicture={sound.needsTap ? null : quality.showPicture} />}
					</div>
					{parts && replay && (
						<parts.Replay {...{ box, video, replay, theatre }} left={live.left} name={view?.Name ?? ""} onTheatre={setTheatre} />
					)}
					{state === "live" && <LiveChips sound={sound} now={back === 0} />}
					{controlled && (
						<Controls
							box={box}
							video={video}
							live={live}
							shift={view?.Live?.Dvr ? view.Live.Since : null}
							theatre={theatre}
							onTheatre={setTheatre}
							name={view?.Name ?? ""}
							cover={view?.CoverImage ?? ""}
						/>
					)}
				</div>
				<About view={view} state={state} now={back === 0}>
					{parts && replay && <parts.ReplayActions replay={replay} />}
				</About>
				<aside id="beside" className={place.beside}>
					{playsReplay && view && replay ? (
						<parts.ReplayTalk {...{ base, talk, video, replay }} rules={view.Chat} onPass={renew} />
					) : (
						<Beside base={base} talk={talk} view={view} ready={view !== null && !waiting} />
					)}
				</aside>
			</main>
		</>
	);
}

/** Write what the page shows on the body, and into its title. A viewer who waits in another tab reads there that it begins. */
function usePage(state: WatchState, view: WatchView | null, source: "webrtc" | "hls" | "replay" | "none"): void {
	const words = useWords(watchWords);
	const before = useWords(beforeWords);
	const begins = useBegin(waitsFor(state, view), state === "live");
	const name = view?.Name ?? words.show;
	useBody("watch", state, state === "live", begins ? before.begun(name) : name);
	useLayoutEffect(() => {
		document.body.dataset.source = source;
	}, [source]);
}

/** Tell whether the show has not begun. Its page may also wait for the picture of a show on air. */
const waitsFor = (state: WatchState, view: WatchView | null): boolean =>
	state === "waiting" && view !== null && view.Status !== Status.LIVE && !view.Starting;

/** Show the element that plays the program. It may be on the page already, without React. */
function Picture({ label }: { label: string }) {
	const box = useRef<HTMLDivElement>(null);
	useLayoutEffect(() => {
		if (box.current) moveInto(box.current);
	}, []);
	useLayoutEffect(() => picture().setAttribute("aria-label", label), [label]);
	return <div ref={box} />;
}

function LiveChips({ sound, now }: { sound: Sound; now: boolean }) {
	const words = useWords(watchWords);
	return (
		<>
			{now && (
				<Chip tone="air" className={css.corner}>
					{words.onAir}
				</Chip>
			)}
			{sound.needsTap && (
				<Button onPicture id="tap-sound" className={css.tap} onClick={sound.open}>
					<VolumeX size={20} />
					<span>{words.tap}</span>
				</Button>
			)}
		</>
	);
}

/** Show what stands for the picture. A show without a cover has a plain one, with its title. */
function Cover({ view, titled }: { view: WatchView | null; titled: boolean }) {
	if (view?.CoverImage) return <img className={css.cover} src={view.CoverImage} alt="" />;
	return (
		<div className={css.cover}>
			{titled && (
				<p className={css.title} dir="auto" aria-hidden>
					{view?.Name}
				</p>
			)}
		</div>
	);
}

/** In these states the show is on air. */
const ON_AIR: WatchState[] = ["live", "slow", "away"];

const loadActions = () => patiently(() => import("../before/BeforeActions"));

interface AboutProps {
	view: WatchView | null;
	state: WatchState;
	/** The viewer watches live, and not an earlier moment. */
	now: boolean;
	children: ReactNode;
}

function About({ view, state, now, children }: AboutProps) {
	const words = useWords(watchWords);
	const waits = waitsFor(state, view);
	const loaded = useLoaded(waits ? loadActions : null);
	const Actions = waits ? loaded : null;
	return (
		<div className={css.about}>
			<h1 dir="auto">{view?.Name}</h1>
			{state === "live" && now && (
				<Chip tone="air" className={css.below}>
					{words.onAir}
				</Chip>
			)}
			{view && ON_AIR.includes(state) && <Chip className="digits">{words.watching(view.Viewers)}</Chip>}
			{view?.Recording === "on" && state !== "over" && (
				<Chip id="recorded">
					<Disc size={16} />
					<span>{words.recorded}</span>
				</Chip>
			)}
			<CopyButton small text={location.href} label={words.share} />
			{Actions && view && <Actions name={view.Name} begins={startOf(view)} ends={view.EndTime * 1000} />}
			{children}
		</div>
	);
}
