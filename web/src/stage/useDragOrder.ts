import { type RefObject, useEffect, useRef } from "react";
import { useLoaded } from "../ui/useLoaded";
import type { Tell } from "./crew";
import { movedTo } from "./order";

const code = () => import("./dragOrder");

/** Let the crew drag the guests into another order. `order` has their sessions. `active`: this page may. */
export function useDragOrder(active: boolean, order: string[], tell: Tell): RefObject<HTMLUListElement | null> {
	const list = useRef<HTMLUListElement>(null);
	const now = useRef({ order, tell });
	now.current = { order, tell };
	const drag = useLoaded(active ? code : null);
	useEffect(() => {
		if (!active || !drag || !list.current) return;
		return drag(list.current, (from, to) => {
			void now.current.tell("OrderGuests", { SessionIds: movedTo(now.current.order, from, to) });
		});
	}, [active, drag]);
	return list;
}
