import { Check } from "lucide-react";
import type { RefObject } from "react";
import { hasSmallWindow, toggleSmallWindow } from "../browser/pictureInPicture";
import { useWords } from "../i18n/useWords";
import { PlayerBar } from "../player/PlayerBar";
import { useBar } from "../player/useBar";
import { useFullScreen } from "../player/useFullScreen";
import { useMediaSession } from "../player/useMediaSession";
import { usePictureClicks } from "../player/usePictureClicks";
import type { Playback } from "../player/usePlayback";
import { usePlayerKeys } from "../player/usePlayerKeys";
import { useVolume } from "../player/useVolume";
import { playerWords } from "../player/words";
import { MenuItem } from "../ui/Menu";
import { useMedia } from "../ui/useMedia";
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
	const words = useWords(playerWords);
	const wide = useMedia("(min-width: 1100px)");
	const mouse = useMedia("(any-pointer: fine)");
	const volume = useVolume(video);
	const fullScreen = useFullScreen(box, video);
	// There they stand below the picture, and hide nothing.
	const below = useMedia("(max-width: 767px)") && !fullScreen.on;
	const shown = useBar(box, playback.paused || below);
	const onSmallWindow = hasSmallWindow() ? () => void toggleSmallWindow(video) : null;
	useMediaSession(name, cover, playback);
	usePictureClicks(video, { click: sound.needsTap ? sound.open : playback.toggle, doubleClick: fullScreen.toggle });
	const keys = usePlayerKeys(box, {
		toggle: playback.toggle,
		mute: volume.toggle,
		step: volume.step,
		smallWindow: () => onSmallWindow?.(),
		theatre: () => wide && onTheatre(!theatre),
		fullScreen: () => fullScreen.toggle?.(),
		leave: () => onTheatre(false),
	});
	// Without a picture, a person wants the sound.
	const take = (next: Choice) => {
		if (next === "sound") sound.open();
		choose(next);
	};
	return (
		<PlayerBar
			shown={shown}
			playback={playback}
			volume={volume}
			onSmallWindow={quality.choice === "sound" ? null : onSmallWindow}
			theatre={wide ? { on: theatre, toggle: () => onTheatre(!theatre) } : null}
			fullScreen={fullScreen}
		>
			<QualityMenu video={video} layers={quality.layers} choice={quality.choice} choose={take}>
				{mouse && (
					<MenuItem
						id="player-keys"
						role="menuitemcheckbox"
						aria-checked={keys.on}
						icon={keys.on && <Check size={16} />}
						onClick={keys.turn}
					>
						{words.keys}
					</MenuItem>
				)}
			</QualityMenu>
		</PlayerBar>
	);
}
