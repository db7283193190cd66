import { Link2Off, Maximize, VolumeX } from "lucide-react";
import { type RefObject, useRef, useState } from "react";
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
import { QualityMenu } from "./QualityMenu";
import type { Choice } from "./quality";
import { SoundOnly } from "./SoundOnly";
import { useFrames } from "./useFrames";
import { useProgramStream } from "./useProgramStream";
import { type Quality, useQuality } from "./useQuality";
import { useSound } from "./useSound";
import { useWatch } from "./useWatch";
import css from "./Watch.module.css";
import { WatchNotice } from "./WatchNotice";
import { type WatchState, watchState } from "./watchState";
import { watchWords } from "./words";

/** Show `/w/{path}`, the audience's page. */
export function Watch() {
	const base = pageBase();
	const watch = useWatch(base);
	if (watch.nothing) return <Nothing />;
	return <Player base={base} {...watch} />;
}

function Player({ base, view, early, offline, socketBlocked }: ReturnType<typeof useWatch> & { base: string }) {
	const words = useWords(watchWords);
	const video = useRef<HTMLVideoElement>(null);
	const live = view?.Status === Status.LIVE;
	const [fault, setFault] = useState<Fault>("");
	const quality = useQuality(video);
	const { wish, onSent } = quality;
	const stream = useProgramStream(base, view ? live : early, view?.Publisher ?? "", setFault, wish, onSent);
	const soundOnly = quality.choice === "sound";
	const seen = useFrames(video, soundOnly ? null : stream);
	const frames = soundOnly ? quality.heard : seen;
	const sound = useSound(video, stream);
	const state = watchState(view, frames);
	const waiting = (live || !view) && frames !== "coming" && !view?.Away;
	const blocked = blockedBy({ waiting, offline, webRtc: hasWebRtc(), socketBlocked, fault });
	useBody("watch", state, state === "live", view?.Name ?? words.show);
	const box = useRef<HTMLDivElement>(null);
	const fill = () => box.current && video.current && toggleFullScreen(box.current, video.current);
	return (
		<>
			<Header />
			<main className={css.watch}>
				<div className={css.player} ref={box}>
					{/* biome-ignore lint/a11y/useMediaCaption: a live show has no captions yet */}
					<video id="program" ref={video} playsInline aria-label={words.show} />
					{((state !== "live" && state !== "slow") || soundOnly) && <Cover view={view} />}
					<div role="status">
						{state !== "live" && <WatchNotice state={state} view={view} blocked={blocked} />}
						{state === "live" && soundOnly && <SoundOnly onPicture={sound.needsTap ? null : quality.showPicture} />}
					</div>
					{state === "live" && <LiveChips sound={sound} />}
					{(state === "live" || state === "slow" || (soundOnly && live && state === "waiting")) && (
						<Controls video={video} quality={quality} sound={sound} onFull={canFillScreen(video.current) ? fill : null} />
					)}
				</div>
				<About view={view} state={state} />
			</main>
		</>
	);
}

type Sound = ReturnType<typeof useSound>;

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
	video: RefObject<HTMLVideoElement | null>;
	quality: Quality;
	sound: Sound;
	onFull: (() => void) | null;
}

function Controls({ video, quality: { layers, choice, choose }, sound, onFull }: ControlsProps) {
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
