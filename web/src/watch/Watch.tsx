import { Link2Off, Maximize, VolumeX } from "lucide-react";
import { useLayoutEffect, useRef, useState } from "react";
import { canFillScreen, toggleFullScreen } from "../browser/fullScreen";
import { useWords } from "../i18n/useWords";
import { pageBase } from "../net/base";
import { blockedBy, type Fault, hasWebRtc } from "../net/blocked";
import { Status } from "../net/roles";
import type { WatchView } from "../net/types";
import { Button } from "../ui/Button";
import { Card } from "../ui/Card";
import { Chip } from "../ui/Chip";
import { CopyButton } from "../ui/CopyButton";
import { Header } from "../ui/Header";
import { useBody } from "../ui/useBody";
import { Beside } from "./Beside";
import place from "./Player.module.css";
import { moveInto, picture } from "./picture";
import { QualityMenu } from "./QualityMenu";
import type { Choice } from "./quality";
import { SoundOnly } from "./SoundOnly";
import { useFrames } from "./useFrames";
import { usePictureReport } from "./usePictureReport";
import { useProgramStream } from "./useProgramStream";
import { type Quality, useQuality } from "./useQuality";
import { useSound } from "./useSound";
import { useWatch } from "./useWatch";
import css from "./Watch.module.css";
import { WatchNotice } from "./WatchNotice";
import { type WatchState, watchState } from "./watchState";
import { choose } from "./wish";
import { watchWords } from "./words";

/** Show `/w/{path}`, the audience's page. */
export function Watch() {
	const base = pageBase();
	const watch = useWatch(base);
	if (watch.nothing) return <Nothing />;
	return <Player base={base} {...watch} />;
}

function Player({ base, view, early, offline, socketBlocked, talk }: ReturnType<typeof useWatch> & { base: string }) {
	const words = useWords(watchWords);
	const video = picture();
	const live = view?.Status === Status.LIVE;
	const [fault, setFault] = useState<Fault>("");
	const quality = useQuality(video);
	const stream = useProgramStream(base, view ? live || view.Starting : early, view?.Publisher ?? null, setFault);
	const soundOnly = quality.choice === "sound";
	const seen = useFrames(video, stream?.getVideoTracks().length ? stream : null);
	const frames = soundOnly ? quality.heard : seen;
	const sound = useSound(video, stream);
	usePictureReport(base, view, frames);
	const state = watchState(view, frames);
	const waiting = (live || !view) && frames !== "coming" && !view?.Away;
	const blocked = blockedBy({ waiting, offline, webRtc: hasWebRtc(), socketBlocked, fault });
	useBody("watch", state, state === "live", view?.Name ?? words.show);
	const box = useRef<HTMLDivElement>(null);
	const fill = () => box.current && toggleFullScreen(box.current, video);
	return (
		<>
			<Header />
			<main className={place.watch}>
				<div className={place.player} ref={box}>
					<Picture label={words.show} />
					{((state !== "live" && state !== "slow") || soundOnly) && <Cover view={view} />}
					<div role="status">
						{state !== "live" && <WatchNotice state={state} view={view} blocked={blocked} />}
						{state === "live" && soundOnly && <SoundOnly onPicture={sound.needsTap ? null : quality.showPicture} />}
					</div>
					{state === "live" && <LiveChips sound={sound} />}
					{(state === "live" || state === "slow" || (soundOnly && live && state === "waiting")) && (
						<Controls video={video} quality={quality} sound={sound} onFull={canFillScreen(video) ? fill : null} />
					)}
				</div>
				<About view={view} state={state} />
				<aside id="beside" className={place.beside}>
					<Beside base={base} talk={talk} view={view} ready={view !== null && !waiting} />
				</aside>
			</main>
		</>
	);
}

type Sound = ReturnType<typeof useSound>;

/** Show the element that plays the program. It may be on the page already, without React. */
function Picture({ label }: { label: string }) {
	const box = useRef<HTMLDivElement>(null);
	useLayoutEffect(() => {
		if (box.current) moveInto(box.current);
	}, []);
	useLayoutEffect(() => picture().setAttribute("aria-label", label), [label]);
	return <div ref={box} />;
}

function LiveChips({ sound }: { sound: Sound }) {
	const words = useWords(watchWords);
	return (
		<>
			<Chip tone="air" className={css.corner}>
				{words.onAir}
			</Chip>
			{sound.needsTap && (
				<Button onPicture id="tap-sound" className={css.tap} onClick={sound.open}>
					<VolumeX size={20} />
					<span>{words.tap}</span>
				</Button>
			)}
		</>
	);
}

interface ControlsProps {
	video: HTMLVideoElement;
	quality: Quality;
	sound: Sound;
	onFull: (() => void) | null;
}

function Controls({ video, quality: { layers, choice }, sound, onFull }: ControlsProps) {
	const words = useWords(watchWords);
	// Without a picture, a person wants the sound.
	const take = (next: Choice) => {
		if (next === "sound") sound.open();
		choose(next);
	};
	return (
		<div className={css.controls}>
			<QualityMenu video={video} layers={layers} choice={choice} choose={take} />
			{onFull && (
				<Button onPicture icon aria-label={words.fullScreen} onClick={onFull}>
					<Maximize size={20} />
				</Button>
			)}
		</div>
	);
}

function Cover({ view }: { view: WatchView | null }) {
	return view?.CoverImage ? <img className={css.cover} src={view.CoverImage} alt="" /> : <div className={css.cover} />;
}

/** In these states the show is on air. */
const ON_AIR: WatchState[] = ["live", "slow", "away"];

function About({ view, state }: { view: WatchView | null; state: WatchState }) {
	const words = useWords(watchWords);
	return (
		<div className={css.about}>
			<h1 dir="auto">{view?.Name}</h1>
			{state === "live" && (
				<Chip tone="air" className={css.below}>
					{words.onAir}
				</Chip>
			)}
			{view && ON_AIR.includes(state) && <Chip className="digits">{words.watching(view.Viewers)}</Chip>}
			<CopyButton small text={location.href} label={words.share} />
		</div>
	);
}

function Nothing() {
	const words = useWords(watchWords);
	useBody("error", "nothing", false, words.nothingTitle);
	return <Card icon={<Link2Off />} title={words.nothingTitle} text={words.nothingText} />;
}
