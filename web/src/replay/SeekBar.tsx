import { type CSSProperties, type PointerEvent, useState } from "react";
import { useWords } from "../i18n/useWords";
import css from "./SeekBar.module.css";
import { type Tile, tileAt } from "./storyboard";
import { placeAt, written } from "./time";
import { useStoryboard } from "./useStoryboard";
import type { Timeline } from "./useTimeline";
import { replayWords } from "./words";

/** The width of the knob in pixels, as in the style sheet. */
const KNOB = 14;

interface Pointed {
	/** Pixels from the left end of the bar. */
	x: number;
	seconds: number;
}

interface Props {
	timeline: Timeline;
	/** The address of the small pictures; "" for none. */
	storyboard: string;
	/** Write a place in seconds, and say it. The usual way is from the beginning. */
	write?: (seconds: number) => string;
	say?: (seconds: number) => string;
}

/** Show where the replay is, and let the viewer go elsewhere. A small picture shows what is under the pointer. The keys are
 *  those of the player (`useReplayKeys`). */
export function SeekBar({ timeline, storyboard, write = written, say }: Props) {
	const words = useWords(replayWords);
	const { duration, loaded, seek } = timeline;
	const [pointed, setPointed] = useState<Pointed | null>(null);
	/** Where the viewer drags the knob to. The replay goes there at the end, because each place on the way would load. */
	const [dragged, setDragged] = useState<number | null>(null);
	const [dragging, setDragging] = useState(false);
	const tiles = useStoryboard(storyboard, pointed !== null);
	const time = dragged ?? timeline.time;
	const point = ({ currentTarget, clientX }: PointerEvent) => {
		const { left, width } = currentTarget.getBoundingClientRect();
		const x = Math.min(Math.max(clientX - left, 0), width);
		setPointed({ x, seconds: placeAt(x, width, KNOB, duration) });
	};
	const drop = () => {
		if (dragged !== null) seek(dragged);
		setDragged(null);
		setDragging(false);
	};
	const under = dragged ?? pointed?.seconds ?? 0;
	const share = (part: number) => (duration ? part / duration : 0);
	return (
		<div
			className={css.seek}
			style={{ "--played": share(time), "--loaded": share(Math.max(loaded, time)) } as CSSProperties}
			onPointerMove={point}
			onPointerLeave={() => setPointed(null)}
		>
			<input
				id="seek"
				data-keys=""
				type="range"
				min="0"
				max={duration}
				step="any"
				value={time}
				aria-label={words.seek}
				aria-valuetext={say ? say(time) : words.placeOf(written(time), written(duration))}
				onPointerDown={() => setDragging(true)}
				onPointerUp={drop}
				onPointerCancel={drop}
				onChange={({ target }) => (dragging ? setDragged : seek)(Number(target.value))}
			/>
			{pointed && <Preview x={pointed.x} text={write(under)} tile={tileAt(tiles, under)} />}
		</div>
	);
}

function Preview({ x, text, tile }: { x: number; text: string; tile: Tile | null }) {
	const look = tile && {
		width: tile.width,
		height: tile.height,
		backgroundImage: `url("${tile.sheet}")`,
		backgroundPosition: `-${tile.x}px -${tile.y}px`,
	};
	return (
		<div className={css.preview} style={{ "--x": `${x}px` } as CSSProperties} aria-hidden="true">
			{look && <div className={css.tile} data-tile="" style={look} />}
			<span className="digits">{text}</span>
		</div>
	);
}
