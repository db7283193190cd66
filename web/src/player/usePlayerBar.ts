import type { RefObject } from "react";
import { hasSmallWindow, toggleSmallWindow } from "../browser/pictureInPicture";
import { useMedia } from "../ui/useMedia";
import { useBar } from "./useBar";
import { useFullScreen } from "./useFullScreen";
import { usePictureClicks } from "./usePictureClicks";
import type { Playback } from "./usePlayback";
import { usePlayerKeys } from "./usePlayerKeys";
import { useVolume } from "./useVolume";

interface Player {
	/** The box with the picture and the controls. */
	box: RefObject<HTMLElement | null>;
	video: HTMLVideoElement;
	playback: Playback;
	/** The player has the whole width of the page. */
	theatre: boolean;
	onTheatre: (on: boolean) => void;
	/** Acts on a click on the picture. */
	click?: () => void;
}

/** Give the bar of a player what it shows, and let keys and clicks on the picture do the same. Returns the properties of
 *  PlayerBar, and whether single keys act. */
export function usePlayerBar({ box, video, playback, theatre, onTheatre, click = playback.toggle }: Player) {
	const wide = useMedia("(min-width: 1100px)");
	const volume = useVolume(video);
	const fullScreen = useFullScreen(box, video);
	// There they stand below the picture, and hide nothing.
	const below = useMedia("(max-width: 767px)") && !fullScreen.on;
	const shown = useBar(box, playback.paused || below);
	const onSmallWindow = hasSmallWindow() ? () => void toggleSmallWindow(video) : null;
	usePictureClicks(video, { click, doubleClick: fullScreen.toggle });
	const keys = usePlayerKeys(box, {
		toggle: playback.toggle,
		mute: volume.toggle,
		step: volume.step,
		smallWindow: () => onSmallWindow?.(),
		theatre: () => wide && onTheatre(!theatre),
		fullScreen: () => fullScreen.toggle?.(),
		leave: () => onTheatre(false),
	});
	const wider = wide ? { on: theatre, toggle: () => onTheatre(!theatre) } : null;
	return { keys, bar: { shown, playback, volume, onSmallWindow, theatre: wider, fullScreen } };
}
