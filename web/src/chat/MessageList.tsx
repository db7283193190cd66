import { ArrowDown } from "lucide-react";
import { type ReactNode, useLayoutEffect, useRef } from "react";
import { useWords } from "../i18n/useWords";
import type { Message } from "../net/talk";
import { Button } from "../ui/Button";
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
	useSteady(box, list, shown, follows);
	const scroll = () => {
		const { scrollHeight, scrollTop, clientHeight } = box.current as HTMLDivElement;
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

/** Keep the end in sight while the list follows. Earlier messages that come move nothing that is read. */
function useSteady(
	box: { current: HTMLDivElement | null },
	list: { current: HTMLUListElement | null },
	shown: readonly Message[],
	follows: boolean,
): void {
	const before = useRef({ first: 0, height: 0 });
	// Each drawing may change the height.
	useLayoutEffect(() => {
		const element = box.current;
		if (!element) return;
		const first = shown[0]?.Id ?? 0;
		if (follows) element.scrollTop = element.scrollHeight;
		else if (before.current.first > first) element.scrollTop += element.scrollHeight - before.current.height;
		before.current = { first, height: element.scrollHeight };
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
}
