import { useEffect } from "react";
import type { Playback } from "./usePlayback";

/** Tell the system what plays. So a lock screen, a headset and a small window show and control it. `title` and `cover` were
 *  typed by people. */
export function useMediaSession(title: string, cover: string, { paused, play, pause }: Playback): void {
	useEffect(() => {
		const session = navigator.mediaSession;
		if (!session) return;
		session.metadata = new MediaMetadata({ title, artwork: artworkOf(cover) });
		return () => {
			session.metadata = null;
		};
	}, [title, cover]);

	useEffect(() => {
		const session = navigator.mediaSession;
		if (!session) return;
		session.playbackState = paused ? "paused" : "playing";
		session.setActionHandler("play", play);
		session.setActionHandler("pause", pause);
		return () => {
			session.playbackState = "none";
			session.setActionHandler("play", null);
			session.setActionHandler("pause", null);
		};
	}, [paused, play, pause]);
}

/** An address that is none would make the browser refuse all. */
function artworkOf(cover: string): MediaImage[] {
	if (!cover || !URL.canParse(cover, location.href)) return [];
	const { protocol, href } = new URL(cover, location.href);
	return /^https?:$/.test(protocol) ? [{ src: href }] : [];
}
