import { ArrowLeft, ArrowRight, Ellipsis, Pencil, Trash2 } from "lucide-react";
import type { Banner } from "../design/banners";
import { useWords } from "../i18n/useWords";
import { Menu, MenuItem } from "../ui/Menu";
import { oneLine } from "../ui/oneLine";
import css from "./Banners.module.css";
import { bannerName } from "./name";
import { bannerWords } from "./words";

/** The banners that have a key, from 1. */
const KEYS = 9;

interface Props {
	banner: Banner;
	/** Its place in the row, from 0. */
	place: number;
	last: boolean;
	up: boolean;
	/** Tab leads to this chip. */
	stop: boolean;
	onToggle: () => void;
	onEdit: () => void;
	onMove: (to: number) => void;
	onRemove: () => void;
}

/** Offer one banner: its title and its line, and a menu to change it. */
export function BannerChip({ banner, place, last, up, stop, onToggle, onEdit, onMove, onRemove }: Props) {
	const words = useWords(bannerWords);
	const name = bannerName(banner, words);
	const line = oneLine(banner.line);
	const tabIndex = stop ? 0 : -1;
	return (
		<div className={css.chip} data-chip={banner.id} data-up={up || undefined}>
			<button
				type="button"
				className={css.banner}
				data-banner={banner.id}
				aria-pressed={up}
				aria-keyshortcuts={place < KEYS ? `Shift+${place + 1}` : undefined}
				tabIndex={tabIndex}
				onClick={onToggle}
			>
				{place < KEYS && <kbd>⇧{place + 1}</kbd>}
				<b>{name}</b>
				{line && line !== name && <span>{line}</span>}
			</button>
			<Menu id={`banner-more-${banner.id}`} label={words.more(name)} icon={<Ellipsis size={16} />} over tabIndex={tabIndex}>
				<MenuItem data-act="edit" icon={<Pencil size={16} />} onClick={onEdit}>
					{words.edit}
				</MenuItem>
				{place > 0 && (
					<MenuItem data-act="left" icon={<ArrowLeft size={16} />} onClick={() => onMove(place - 1)}>
						{words.moveLeft}
					</MenuItem>
				)}
				{!last && (
					<MenuItem data-act="right" icon={<ArrowRight size={16} />} onClick={() => onMove(place + 1)}>
						{words.moveRight}
					</MenuItem>
				)}
				<MenuItem data-act="delete" icon={<Trash2 size={16} />} onClick={onRemove}>
					{words.remove}
				</MenuItem>
			</Menu>
		</div>
	);
}
