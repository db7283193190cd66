import { useEffect, useState } from "react";
import { Button } from "./Button";
import css from "./Toast.module.css";

/** How long a toast stays. */
export const TOAST_MS = 6_000;

interface Props {
	/** The event, in words; null for none. */
	text: string | null;
	undo: string;
	onUndo: () => void;
	/** The time is over. */
	onGone: () => void;
	ms?: number;
}

/** Tell the host of an event, with a way to undo it. It goes by itself, but not while the pointer or the focus is on it. */
export function Toast({ text, undo, onUndo, onGone, ms = TOAST_MS }: Props) {
	const [pointed, setPointed] = useState(false);
	const [focused, setFocused] = useState(false);
	const held = pointed || focused;
	useEffect(() => {
		if (text === null) {
			// A toast that goes under the pointer sends no event.
			setPointed(false);
			setFocused(false);
		} else if (!held) {
			const timer = setTimeout(onGone, ms);
			return () => clearTimeout(timer);
		}
	}, [text, held, onGone, ms]);
	return (
		<div
			className={css.place}
			role="status"
			onPointerEnter={() => setPointed(true)}
			onPointerLeave={() => setPointed(false)}
			onFocus={() => setFocused(true)}
			onBlur={() => setFocused(false)}
		>
			{text !== null && (
				<div className={css.toast}>
					<span>{text}</span>
					<Button small kind="quiet" data-action="undo" onClick={onUndo}>
						{undo}
					</Button>
				</div>
			)}
		</div>
	);
}
