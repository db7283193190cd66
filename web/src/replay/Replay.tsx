import { Play, RotateCcw } from "lucide-react";
import { type RefObject, useEffect, useState } from "react";
import { useHls } from "../hls/useHls";
import { useWords } from "../i18n/useWords";
import type { ReplayFacts } from "../net/types";
import { KeysItem } from "../player/KeysItem";
import { PlayerBar } from "../player/PlayerBar";
import { useMediaSession } from "../player/useMediaSession";
import { usePlayback } from "../player/usePlayback";
import { usePlayerBar } from "../player/usePlayerBar";
import { keptVolume } from "../player/volume";
import { Button } from "../ui/Button";
import css from "./Replay.module.css";
import { ReplayFault, ReplayNotice } from "./ReplayNotice";
import { SeekBar } from "./SeekBar";
import { SpeedMenu } from "./SpeedMenu";
import { written } from "./time";
import { type Left, useLeft } from "./useLeft";
import { usePlace } from "./usePlace";
import { useReplayKeys } from "./useReplayKeys";
import { useSeekSession } from "./useSeekSession";
import { useSpeed } from "./useSpeed";
import { useTimeline } from "./useTimeline";
import { replayWords } from "./words";

export interface ReplayProps {
	/** The box with the picture and the controls. */
	box: RefObject<HTMLElement | null>;
	video: HTMLVideoElement;
	replay: ReplayFacts;
	/** Where the viewer was at the end of the show. */
	left: Left | null;
	/** As it was typed. */
	name: string;
	/** The player has the whole width of the page. */
	theatre: boolean;
	onTheatre: (on: boolean) => void;
}

/** Play a show again, in the player of the show, or say why there is nothing to play. */
export function Replay(props: ReplayProps) {
	const { State } = props.replay;
	if (State === "online") return <Player {...props} />;
	return (
		<div role="status">
			<ReplayNotice state={State} />
		</div>
	);
}

/** Nothing of the recording is loaded before the viewer plays it. Many pages stand open at the end of a show. */
function Player({ box, video, replay, left, name, theatre, onTheatre }: ReplayProps) {
	const words = useWords(replayWords);
	/** Where the viewer began, in seconds. Null: not yet. */
	const [start, setStart] = useState<number | null>(null);
	const begun = start !== null;
	const { state, again } = useHls(video, begun ? { url: replay.Playlist ?? "", mode: "replay", at: start } : null);
	const hasPicture = usePictureCame(video, begun);
	const open = (at: number) => {
		video.muted = keptVolume().muted;
		setStart(at);
	};
	const earlier = usePlace(video, replay, begun);
	const { waits, place } = useLeft(left, replay, open);
	const kept = place || earlier;
	const live = usePlayback(video, begun);
	const timeline = useTimeline(video, begun, { known: replay.Duration, start: start ?? kept, onStart: open });
	const paused = !begun || live.paused || timeline.ended;
	const play = begun ? live.play : () => open(kept);
	const playback = { paused, play, pause: live.pause, toggle: paused ? play : live.pause };
	useMediaSession(name, replay.Cover ?? "", playback);
	useSeekSession(timeline, begun);
	return (
		<>
			{!hasPicture && replay.Cover && <img className={css.poster} src={replay.Cover} alt="" />}
			{!hasPicture && !replay.Cover && <div className={css.poster} />}
			{!begun && !waits && (
				<div className={css.watch}>
					<Button onPicture id="watch-replay" onClick={play}>
						<Play size={20} />
						<span>{kept ? words.goOn(written(kept)) : words.watch}</span>
					</Button>
					{kept > 0 && (
						<Button onPicture id="from-beginning" onClick={() => open(0)}>
							<RotateCcw size={20} />
							<span>{words.fromBeginning}</span>
						</Button>
					)}
				</div>
			)}
			<div role="status">
				<ReplayFault state={state} onAgain={again} />
			</div>
			<Controls {...{ box, video, playback, timeline, theatre, onTheatre }} storyboard={replay.Storyboard ?? ""} />
		</>
	);
}

interface ControlsProps extends Pick<ReplayProps, "box" | "video" | "theatre" | "onTheatre"> {
	playback: ReturnType<typeof usePlayback>;
	timeline: ReturnType<typeof useTimeline>;
	storyboard: string;
}

function Controls({ box, video, playback, timeline, theatre, onTheatre, storyboard }: ControlsProps) {
	const speed = useSpeed(video);
	const { keys, bar } = usePlayerBar({ box, video, playback, theatre, onTheatre });
	useReplayKeys(box, keys.on, timeline, speed);
	return (
		<PlayerBar
			{...bar}
			seek={<SeekBar timeline={timeline} storyboard={storyboard} />}
			time={
				<span id="place" className={`${css.time} digits`}>
					{written(timeline.time)} / {written(timeline.duration)}
				</span>
			}
		>
			<SpeedMenu speed={speed}>
				<KeysItem keys={keys} />
			</SpeedMenu>
		</PlayerBar>
	);
}

/** Tell whether the video has a picture of the replay. Until then its cover stands there. */
function usePictureCame(video: HTMLVideoElement, begun: boolean): boolean {
	const [came, setCame] = useState(false);
	useEffect(() => {
		if (!begun) return;
		const look = () => setCame(true);
		video.addEventListener("loadeddata", look);
		return () => {
			video.removeEventListener("loadeddata", look);
			setCame(false);
		};
	}, [video, begun]);
	return came;
}
