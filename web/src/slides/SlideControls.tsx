import { ChevronLeft, ChevronRight, LayoutGrid } from "lucide-react";
import { useEffect, useRef, useState } from "react";
import { useWords } from "../i18n/useWords";
import { Button } from "../ui/Button";
import css from "./SlideControls.module.css";
import { type DrawThumbnail, Thumbnail } from "./Thumbnail";
import { useSlideKeys } from "./useSlideKeys";
import { slidesWords } from "./words";

interface Props {
	pages: number;
	/** From 1. */
	page: number;
	onPage: (page: number) => void;
	/** Draw a page small: `Decks.thumbnail`. The same function each time. */
	draw: DrawThumbnail;
	/** Keys turn pages. Only one of the controls on a page may listen. */
	keys: boolean;
}

/** Turn the pages of slides. The neighbours are shown beside the buttons that lead to them. */
export function SlideControls({ pages, page, onPage, draw, keys }: Props) {
	const words = useWords(slidesWords);
	const [all, setAll] = useState(false);
	const turn = (by: 1 | -1) => {
		const next = page + by;
		if (next >= 1 && next <= pages) onPage(next);
	};
	useSlideKeys(keys, turn);
	return (
		<section className={css.slides} aria-label={words.slides}>
			<div className={css.row}>
				<Near page={page - 1} pages={pages} draw={draw} />
				<Button
					id="slides-previous"
					small
					aria-label={words.previous}
					disabled={page <= 1}
					aria-keyshortcuts="PageUp"
					onClick={() => turn(-1)}
				>
					<ChevronLeft size={16} aria-hidden="true" />
					<span className={css.words}>{words.previous}</span>
				</Button>
				<span className={css.now}>
					<Thumbnail page={page} draw={draw} />
					<span className="digits" aria-live="polite">
						<span aria-hidden="true">{`${page} / ${pages}`}</span>
						<span className={css.spoken}>{words.page(page, pages)}</span>
					</span>
				</span>
				<Button
					id="slides-next"
					small
					aria-label={words.next}
					disabled={page >= pages}
					aria-keyshortcuts="PageDown"
					onClick={() => turn(1)}
				>
					<span className={css.words}>{words.next}</span>
					<ChevronRight size={16} aria-hidden="true" />
				</Button>
				<Near page={page + 1} pages={pages} draw={draw} />
				<Button
					kind="quiet"
					small
					icon
					id="slides-all"
					aria-label={words.allPages}
					aria-expanded={all}
					aria-controls="slides-strip"
					onClick={() => setAll(!all)}
				>
					<LayoutGrid size={16} aria-hidden="true" />
				</Button>
			</div>
			{all && <Strip pages={pages} page={page} onPage={onPage} draw={draw} />}
		</section>
	);
}

/** Show a neighbour, or keep its place at the first and the last page. */
function Near({ page, pages, draw }: { page: number; pages: number; draw: DrawThumbnail }) {
	const there = page >= 1 && page <= pages;
	return <span className={css.near}>{there && <Thumbnail page={page} draw={draw} />}</span>;
}

function Strip({ pages, page, onPage, draw }: Pick<Props, "pages" | "page" | "onPage" | "draw">) {
	const words = useWords(slidesWords);
	const shown = useRef<HTMLButtonElement>(null);
	// biome-ignore lint/correctness/useExhaustiveDependencies: the page moves the ref to another button.
	useEffect(() => {
		// Newer browsers return a promise here. An effect must not pass it on to React.
		shown.current?.scrollIntoView({ block: "nearest", inline: "nearest" });
	}, [page]);
	return (
		<ol id="slides-strip" className={css.strip}>
			{Array.from({ length: pages }, (_, index) => index + 1).map((number) => (
				<li key={number}>
					<button
						type="button"
						ref={number === page ? shown : null}
						className={css.page}
						aria-current={number === page ? "page" : undefined}
						aria-label={words.goTo(number)}
						onClick={() => onPage(number)}
					>
						<Thumbnail page={number} draw={draw} />
						<span className="digits" aria-hidden="true">
							{number}
						</span>
					</button>
				</li>
			))}
		</ol>
	);
}
