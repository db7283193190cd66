import type { RefObject } from "react";
import { useWords } from "../i18n/useWords";
import { SeekBar } from "../replay/SeekBar";
import { written } from "../replay/time";
import { useReplayKeys } from "../replay/useReplayKeys";
import { useSeekSession } from "../replay/useSeekSession";
import type { LiveShow } from "./liveShow";
import { useLiveTimeline } from "./useLiveTimeline";
import { timeshiftWords } from "./words";

interface Props {
	/** The box with the picture and the controls. */
	box: RefObject<HTMLElement | null>;
	video: HTMLVideoElement;
	live: LiveShow;
	/** When the recording began, in unix seconds. */
	since: number;
	/** Single keys act in this browser. */
	keys: boolean;
}

/** Let a viewer go back in a live show, by the bar and by the keys of a replay. */
export function LiveSeek({ box, video, live, since, keys }: Props) {
	const words = useWords(timeshiftWords);
	const timeline = useLiveTimeline(video, live, since);
	useReplayKeys(box, keys, timeline, null);
	useSeekSession(timeline, true);
	const behind = (place: number) => written(timeline.duration - place);
	return (
		<SeekBar
			timeline={timeline}
			storyboard=""
			write={(place) => `−${behind(place)}`}
			say={(place) => (live.back ? words.behind(behind(place)) : words.atEdge)}
		/>
	);
}
