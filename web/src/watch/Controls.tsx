import type { RefObject } from "react";
import { KeysItem } from "../player/KeysItem";
import { PlayerBar } from "../player/PlayerBar";
import { useMediaSession } from "../player/useMediaSession";
import type { Playback } from "../player/usePlayback";
import { usePlayerBar } from "../player/usePlayerBar";
import { QualityMenu } from "./QualityMenu";
import type { Choice } from "./quality";
import type { Quality } from "./useQuality";
import { choose } from "./wish";

interface Props {
	/** The box with the picture and the controls. */
	box: RefObject<HTMLElement | null>;
	video: HTMLVideoElement;
	quality: Quality;
	playback: Playback;
	sound: { needsTap: boolean; open: () => void };
	/** The player has the whole width of the page. */
	theatre: boolean;
	onTheatre: (on: boolean) => void;
	/** As they were typed. */
	name: string;
	cover: string;
}

/** The controls of a show on air. They also act on keys, on clicks on the picture, and on the system's own controls. */
export function Controls({ box, video, quality, playback, sound, theatre, onTheatre, name, cover }: Props) {
	const click = sound.needsTap ? sound.open : playback.toggle;
	const { keys, bar } = usePlayerBar({ box, video, playback, theatre, onTheatre, click });
	useMediaSession(name, cover, playback);
	// Without a picture, a person wants the sound.
	const take = (next: Choice) => {
		if (next === "sound") sound.open();
		choose(next);
	};
	return (
		<PlayerBar {...bar} onSmallWindow={quality.choice === "sound" ? null : bar.onSmallWindow}>
			<QualityMenu video={video} layers={quality.layers} choice={quality.choice} choose={take}>
				<KeysItem keys={keys} />
			</QualityMenu>
		</PlayerBar>
	);
}
