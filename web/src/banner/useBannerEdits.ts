import { useCallback, useState } from "react";
import { lower, showSource, toggle } from "../design/air";
import { addBanner, type Banner, type BannerWords, moveBanner, removeBanner, rewordBanner } from "../design/banners";
import type { Design } from "../design/document";
import { sameContent } from "../design/same";
import type { DesignControl } from "../design/useDesign";

/** A banner that was just deleted. */
interface Removed {
	banner: Banner;
	/** The design without it. */
	design: Design;
}

/** Raise, lower and change the banners of the show. */
export function useBannerEdits({ design, edit, air, undo }: DesignControl) {
	const [removed, setRemoved] = useState<Removed | null>(null);
	const forget = useCallback(() => setRemoved(null), []);
	// An undo after another change would undo that change.
	const fresh = removed !== null && sameContent(removed.design, design);
	return {
		toggle: (id: string) => void air((now) => toggle(now, id)),
		/** Return the id of the new banner, or "" when there is no room for it. */
		add: (words: BannerWords) => {
			const [next, id] = addBanner(design, words);
			return edit(() => next) ? id : "";
		},
		/** The host saves the words as a whole. So they reach viewers at once where the banner is up. */
		reword: (banner: Banner, words: BannerWords) => {
			if (edit((now) => rewordBanner(now, banner, words))) air((now) => showSource(now, banner.source));
		},
		move: (id: string, to: number) => void edit((now) => moveBanner(now, id, to)),
		remove: (banner: Banner) => {
			air((now) => lower(now, banner.id));
			edit((now) => {
				const next = removeBanner(now, banner.id);
				setRemoved({ banner, design: next });
				return next;
			});
		},
		removed: fresh ? removed.banner : null,
		forget,
		restore: () => {
			undo();
			forget();
		},
	};
}
