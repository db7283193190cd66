import { type FocusEvent, useEffect, useLayoutEffect, useRef, useState } from "react";
import { createPortal } from "react-dom";
import { Button } from "./Button";
import css from "./Toast.module.css";
import { useToastEscape } from "./useToastEscape";

/** How long a toast stays. */
export const TOAST_MS = 6_000;

/** The region of all toasts, the newest on top. At most three are seen. A page with toasts has it once. */
export function Toasts() {
	return <div id={REGION} className={css.place} role="status" aria-atomic="false" />;
}

const REGION = "toasts";

interface Props {
	/** The event, in words; null for none. */
	text: string | null;
	undo: string;
	onUndo: () => void;
	/** The time is over, or the person pressed Escape. */
	onGone: () => void;
	ms?: number;
}

/** Tell the host of an event, with a way to undo it. It goes by itself, but not while the pointer or the focus is on it. */
export function Toast({ text, ...rest }: Props) {
	const [place] = useState(() => document.createElement("div"));
	useLayoutEffect(() => {
		if (text === null) return;
		document.getElementById(REGION)?.prepend(place);
		return () => place.remove();
	}, [text, place]);
	return text === null ? null : createPortal(<Shown key={text} text={text} place={place} {...rest} />, place);
}

function Shown({ text, undo, onUndo, onGone, ms = TOAST_MS, place }: Props & { place: HTMLElement }) {
	const [pointed, setPointed] = useState(false);
	const [focused, setFocused] = useState(false);
	/** Where the focus came from. */
	const before = useRef<Element | null>(null);
	const held = pointed || focused;
	useEffect(() => {
		if (held) return;
		const timer = setTimeout(onGone, ms);
		return () => clearTimeout(timer);
	}, [held, onGone, ms]);
	/** The focus of a toast that goes returns to where it came from. */
	const leave = (then: () => void) => () => {
		if (before.current instanceof HTMLElement && focused) before.current.focus();
		then();
	};
	useToastEscape(place, leave(onGone));
	const enter = ({ relatedTarget }: FocusEvent) => {
		before.current = relatedTarget;
		setFocused(true);
	};
	return (
		// biome-ignore lint/a11y/noStaticElementInteractions: the pointer and the focus only hold it
		<div
			className={css.toast}
			onPointerEnter={() => setPointed(true)}
			onPointerLeave={() => setPointed(false)}
			onFocus={enter}
			onBlur={() => setFocused(false)}
		>
			<span>{text}</span>
			<Button small kind="quiet" data-action="undo" onClick={leave(onUndo)}>
				{undo}
			</Button>
		</div>
	);
}
