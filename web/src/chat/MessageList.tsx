import { ArrowDown } from "lucide-react";
import { type ReactNode, useCallback, useLayoutEffect, useRef } from "react";
import { useWords } from "../i18n/useWords";
import type { Message } from "../net/talk";
import { Button } from "../ui/Button";
import { movedBy, type Place, placesIn } from "./anchor";
import css from "./Chat.module.css";
import type { Reading } from "./useReading";
import { chatWords } from "./words";

interface Props {
	reading: Reading;
	/** One message, as a list item. */
	row: (message: Message) => ReactNode;
	/** Own messages on their way, as list items. */
	below: ReactNode;
	empty: string;
}

/** Show the messages. The list stays at its end, unless the reader has scrolled up. */
export function MessageList({ reading, row, below, empty }: Props) {
	const words = useWords(chatWords);
	const box = useRef<HTMLDivElement>(null);
	const list = useRef<HTMLUListElement>(null);
	const { shown, follows, newer, hasEarlier, earlier, failed } = reading;
	const hold = useSteady(box, list, follows);
	const scroll = () => {
		const { scrollHeight, scrollTop, clientHeight } = box.current as HTMLDivElement;
		hold();
		reading.scrolled(scrollHeight - scrollTop - clientHeight < NEAR);
	};
	return (
		<div className={css.place}>
			{/* biome-ignore lint/a11y/noNoninteractiveTabindex: the keyboard scrolls it */}
			<div ref={box} className={css.scroll} role="log" aria-live="off" aria-label={words.messages} tabIndex={0} onScroll={scroll}>
				{hasEarlier && (
					<Button small kind="quiet" id="chat-earlier" className={css.earlier} onClick={() => void earlier()}>
						{words.earlier}
					</Button>
				)}
				<p role="status" className={css.care}>
					{failed && words.noEarlier}
				</p>
				{!shown.length && !below && <p className={css.empty}>{empty}</p>}
				<ul ref={list} className={css.list}>
					{shown.map(row)}
					{follows && below}
				</ul>
			</div>
			{!follows && (
				<Button
					small
					id="chat-newest"
					className={css.newest}
					aria-label={newer ? undefined : words.toNewest}
					onClick={reading.toNewest}
				>
					<ArrowDown size={16} />
					<span>{words.newer(newer)}</span>
				</Button>
			)}
		</div>
	);
}

/** Pixels. A reader so near to the end of the list follows it. */
const NEAR = 48;

/** Keep the end in sight while the list follows. Else keep the first row in sight at its place, whatever comes and goes around
 *  it. Safari has no scroll anchoring of its own. Returns a function that notes the place, to be called after each scroll. */
function useSteady(box: { current: HTMLDivElement | null }, list: { current: HTMLUListElement | null }, follows: boolean) {
	const held = useRef<readonly Place[]>([]);
	const hold = useCallback(() => {
		if (box.current && list.current) held.current = placesIn(box.current, list.current);
	}, [box, list]);
	// Each drawing may move the rows.
	useLayoutEffect(() => {
		const element = box.current;
		if (!element) return;
		if (follows) element.scrollTop = element.scrollHeight;
		else element.scrollTop += movedBy(held.current, element);
		hold();
	});
	useLayoutEffect(() => {
		const element = box.current;
		if (!element || !list.current || !follows) return;
		const stay = () => {
			element.scrollTop = element.scrollHeight;
		};
		const watch = new ResizeObserver(stay);
		watch.observe(element);
		watch.observe(list.current);
		return () => watch.disconnect();
	}, [box, list, follows]);
	return hold;
}
