import type { RefObject } from "react";
import { KeysItem } from "../player/KeysItem";
import { Edge, PlayerBar } from "../player/PlayerBar";
import { useMediaSession } from "../player/useMediaSession";
import { usePlayerBar } from "../player/usePlayerBar";
import { QualityMenu } from "./QualityMenu";
import type { Choice } from "./quality";
import type { Live } from "./useLive";
import { choose } from "./wish";

interface Props {
	/** The box with the picture and the controls. */
	box: RefObject<HTMLElement | null>;
	video: HTMLVideoElement;
	live: Live;
	/** When the part of the show began that a viewer can go back in, in unix seconds. Null: there is none. */
	shift: number | null;
	/** The player has the whole width of the page. */
	theatre: boolean;
	onTheatre: (on: boolean) => void;
	/** As they were typed. */
	name: string;
	cover: string;
}

/** The controls of a show on air. They also act on keys, on clicks on the picture, and on the system's own controls. */
export function Controls({ box, video, live, shift, theatre, onTheatre, name, cover }: Props) {
	const { quality, playback, sound, parts } = live;
	const click = sound.needsTap ? sound.open : playback.toggle;
	const { keys, bar } = usePlayerBar({ box, video, playback, theatre, onTheatre, click });
	useMediaSession(name, cover, playback);
	// Without a picture, a person wants the sound.
	const take = (next: Choice) => {
		if (next === "sound") sound.open();
		choose(next);
	};
	return (
		<PlayerBar
			{...bar}
			onSmallWindow={live.soundOnly ? null : bar.onSmallWindow}
			seek={parts && shift !== null && <parts.LiveSeek {...{ box, video, live }} since={shift} keys={keys.on} />}
			time={parts && <parts.LiveTime {...{ video, live, Edge }} since={shift} />}
		>
			<QualityMenu video={video} layers={live.source === "hls" ? null : quality.layers} choice={quality.choice} choose={take}>
				<KeysItem keys={keys} />
			</QualityMenu>
		</PlayerBar>
	);
}
