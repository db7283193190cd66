import { Maximize, Minimize, Pause, PictureInPicture2, Play, RectangleHorizontal, Volume1, Volume2, VolumeX } from "lucide-react";
import type { ReactNode } from "react";
import { useWords } from "../i18n/useWords";
import { Button } from "../ui/Button";
import css from "./PlayerBar.module.css";
import type { FullScreen } from "./useFullScreen";
import type { Playback } from "./usePlayback";
import type { VolumeControl } from "./useVolume";
import { playerWords } from "./words";

interface Props {
	shown: boolean;
	playback: Playback;
	volume: VolumeControl;
	/** Null where the browser has no small window. */
	onSmallWindow: (() => void) | null;
	/** Null where the page is too narrow for it. */
	theatre: { on: boolean; toggle: () => void } | null;
	fullScreen: FullScreen;
	/** The seek bar, above the other controls. A live show may have none. */
	seek?: ReactNode;
	/** The place in a replay. A live show has its edge there. */
	time?: ReactNode;
	/** The menu of qualities, or of speeds. */
	children: ReactNode;
}

/** The controls of a player, at the bottom of its picture. Hidden ones still take the focus, and come with it. */
export function PlayerBar({ shown, playback, volume, onSmallWindow, theatre, fullScreen, seek, time, children }: Props) {
	const words = useWords(playerWords);
	const { paused, toggle, play } = playback;
	return (
		<fieldset
			aria-label={words.controls}
			data-bar={shown ? "shown" : "hidden"}
			className={[css.bar, shown && css.shown, seek && css.two].filter(Boolean).join(" ")}
		>
			{seek}
			<Control id="play" label={paused ? words.play : words.pause} keyName="K" onClick={toggle}>
				{paused ? <Play size={20} /> : <Pause size={20} />}
			</Control>
			{time ?? <Edge behind={paused} onClick={play} />}
			<Loudness volume={volume} />
			<span className={css.grow} />
			{children}
			{onSmallWindow && (
				<Control id="pip" label={words.smallWindow} keyName="I" onClick={onSmallWindow}>
					<PictureInPicture2 size={20} />
				</Control>
			)}
			{theatre && (
				<Control id="theatre" label={theatre.on ? words.leaveTheatre : words.theatre} keyName="T" onClick={theatre.toggle}>
					<RectangleHorizontal size={20} />
				</Control>
			)}
			{fullScreen.toggle && (
				<Control
					id="full-screen"
					label={fullScreen.on ? words.leaveFullScreen : words.fullScreen}
					keyName="F"
					onClick={fullScreen.toggle}
				>
					{fullScreen.on ? <Minimize size={20} /> : <Maximize size={20} />}
				</Control>
			)}
		</fieldset>
	);
}

/** Tell that the picture is live. From `behind`, as after a pause, lead back to it. */
export function Edge({ behind, onClick }: { behind: boolean; onClick: () => void }) {
	const words = useWords(playerWords);
	return (
		<Button
			onPicture
			id="live-edge"
			title={behind ? words.backToLive : undefined}
			className={behind ? `${css.edge} ${css.behind}` : css.edge}
			onClick={onClick}
		>
			{words.live}
		</Button>
	);
}

function Loudness({ volume: { level, muted, set, toggle } }: { volume: VolumeControl }) {
	const words = useWords(playerWords);
	const silent = muted || level === 0;
	const Icon = silent ? VolumeX : level < 0.5 ? Volume1 : Volume2;
	return (
		<>
			<Control id="mute" label={silent ? words.unmute : words.mute} keyName="M" onClick={toggle}>
				<Icon size={20} />
			</Control>
			<input
				id="volume"
				type="range"
				min="0"
				max="100"
				step="5"
				value={silent ? 0 : Math.round(level * 100)}
				aria-label={words.volume}
				title={words.withKey(words.volume, "↑ ↓")}
				className={css.volume}
				onChange={({ target }) => set(Number(target.value) / 100)}
			/>
		</>
	);
}

interface ControlProps {
	id: string;
	label: string;
	keyName: string;
	onClick: () => void;
	children: ReactNode;
}

function Control({ label, keyName, ...rest }: ControlProps) {
	const words = useWords(playerWords);
	return (
		<Button
			onPicture
			icon
			aria-label={label}
			title={words.withKey(label, keyName)}
			aria-keyshortcuts={keyName.toLowerCase()}
			{...rest}
		/>
	);
}
