import { type RefObject, useEffect, useRef } from "react";
import type { Tell } from "./crew";
import { movedTo } from "./order";

interface Props {
	list: RefObject<HTMLElement | null>;
	/** The sessions of all guests, in their order. */
	order: string[];
	tell: Tell;
}

/** Let the crew drag the guests of a list into another order. It draws nothing. */
export default function DragOrder({ list, order, tell }: Props) {
	const now = useRef({ order, tell });
	now.current = { order, tell };
	useEffect(() => {
		if (!list.current) return;
		return dragOrder(list.current, (from, to) => {
			void now.current.tell("OrderGuests", { SessionIds: movedTo(now.current.order, from, to) });
		});
	}, [list]);
	return null;
}

/** Let a person drag the rows of a list, marked by `data-person`. A row that is dropped on another one takes its place.
 *  Return a function that ends it. The menu of each row does the same by keyboard. */
function dragOrder(list: HTMLElement, onDrop: (from: string, to: string) => void): () => void {
	let from = "";
	let over: HTMLElement | null = null;
	const mark = (row: HTMLElement | null) => {
		over?.removeAttribute("data-over");
		row?.setAttribute("data-over", "");
		over = row;
	};
	const handlers = {
		dragstart: (event: DragEvent) => {
			from = rowOf(event)?.dataset.person ?? "";
			// Firefox drags nothing without data.
			event.dataTransfer?.setData("text/plain", "");
		},
		dragover: (event: DragEvent) => {
			const row = rowOf(event);
			if (!from || !row) return;
			event.preventDefault();
			mark(row.dataset.person === from ? null : row);
		},
		drop: (event: DragEvent) => {
			const to = over?.dataset.person;
			if (!from || !to) return;
			event.preventDefault();
			onDrop(from, to);
		},
		dragend: () => {
			from = "";
			mark(null);
		},
	};
	const entries = Object.entries(handlers) as [keyof typeof handlers, (event: DragEvent) => void][];
	for (const [type, handle] of entries) list.addEventListener(type, handle);
	return () => {
		for (const [type, handle] of entries) list.removeEventListener(type, handle);
		mark(null);
	};
}

const rowOf = ({ target }: DragEvent) => (target instanceof Element ? target.closest<HTMLElement>("[data-person]") : null);
