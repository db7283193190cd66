import { type FocusEvent, type KeyboardEvent, useRef, useState } from "react";
import { flushSync } from "react-dom";
import { isUp } from "../design/air";
import { type Banner, type BannerWords, bannersOf } from "../design/banners";
import type { DesignControl } from "../design/useDesign";
import { useWords } from "../i18n/useWords";
import type { View } from "../net/types";
import { placeAfter } from "../ui/placeAfter";
import { Toast } from "../ui/Toast";
import { BannerChip } from "./BannerChip";
import { BannerForm } from "./BannerForm";
import css from "./Banners.module.css";
import { bannerName } from "./name";
import { peopleOn } from "./people";
import { useBannerEdits } from "./useBannerEdits";
import { bannerWords } from "./words";

interface Props {
	view: View;
	show: DesignControl;
	guests: Pick<View["Guests"][number], "UserName">[];
	/** The id of the banner whose words the host changes; "new" for a new one, "" for none. */
	asked: string;
	onAsk: (id: string) => void;
}

/** Offer the show's banners. A click raises one, and lowers it again. */
export default function Banners({ view, show, guests, asked, onAsk }: Props) {
	const words = useWords(bannerWords);
	const { design } = show;
	const banners = bannersOf(design);
	const edits = useBannerEdits(show);
	const [focused, setFocused] = useState("");
	const place = useRef<HTMLFieldSetElement>(null);
	const stop = banners.some(({ id }) => id === focused) ? focused : banners[0]?.id;
	const changed = banners.find(({ id }) => id === asked);

	const focus = (selector: string) => place.current?.querySelector<HTMLElement>(selector)?.focus();
	const save = (typed: BannerWords) => {
		if (changed) return edits.reword(changed, typed);
		const id = flushSync(() => edits.add(typed));
		if (id) focus(`[data-banner="${id}"]`);
	};
	const remove = (banner: Banner, at: number) => {
		const next = banners[at + 1] ?? banners[at - 1];
		flushSync(() => edits.remove(banner));
		if (next) focus(`[data-banner="${next.id}"]`);
		else document.getElementById("new-banner")?.focus();
	};
	const move = (id: string, to: number) => {
		flushSync(() => edits.move(id, to));
		focus(`#banner-more-${id}`);
	};
	const follow = ({ target }: FocusEvent) => setFocused(target.closest<HTMLElement>("[data-chip]")?.dataset.chip ?? focused);
	const walk = (event: KeyboardEvent) => {
		const at = banners.findIndex(({ id }) => id === (event.target as HTMLElement).dataset.banner);
		const to = at < 0 ? undefined : banners[placeAfter(event.key, at, banners.length)];
		if (!to) return;
		event.preventDefault();
		focus(`[data-banner="${to.id}"]`);
	};
	const text = edits.removed && words.removed(bannerName(edits.removed, words));

	return (
		<>
			<Toast text={text} undo={words.undo} onUndo={edits.restore} onGone={edits.forget} />
			{banners.length > 0 && (
				<fieldset ref={place} className={css.banners} aria-label={words.banners} data-arrows="" onKeyDown={walk} onFocus={follow}>
					{banners.map((banner, at) => (
						<BannerChip
							key={banner.id}
							banner={banner}
							place={at}
							last={at === banners.length - 1}
							up={isUp(design, banner.id)}
							stop={banner.id === stop}
							onToggle={() => edits.toggle(banner.id)}
							onEdit={() => onAsk(banner.id)}
							onMove={(to) => move(banner.id, to)}
							onRemove={() => remove(banner, at)}
						/>
					))}
				</fieldset>
			)}
			{asked && (
				<BannerForm
					key={asked}
					first={changed}
					people={peopleOn(view, guests, changed ? [] : banners)}
					atOnce={view.Activity.Wanted && changed !== undefined && isUp(design, changed.id)}
					onSave={save}
					onClose={() => onAsk("")}
				/>
			)}
		</>
	);
}
