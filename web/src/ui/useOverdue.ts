import { useEffect, useRef, useState } from "react";

/** Return those of `ids` that have been there for `ms` without a break. */
export function useOverdue(ids: string[], ms: number): ReadonlySet<string> {
	const timers = useRef(new Map<string, ReturnType<typeof setTimeout>>());
	const [overdue, setOverdue] = useState<ReadonlySet<string>>(new Set());
	const names = ids.join(" ");

	useEffect(() => {
		const now = new Set(names.split(" ").filter(Boolean));
		for (const [id, timer] of timers.current) {
			if (now.has(id)) continue;
			clearTimeout(timer);
			timers.current.delete(id);
		}
		setOverdue((before) => ([...before].every((id) => now.has(id)) ? before : new Set([...before].filter((id) => now.has(id)))));
		for (const id of now) {
			if (timers.current.has(id)) continue;
			const late = () => setOverdue((before) => new Set(before).add(id));
			timers.current.set(id, setTimeout(late, ms));
		}
	}, [names, ms]);
	useEffect(() => {
		const { current } = timers;
		return () => {
			for (const timer of current.values()) clearTimeout(timer);
			current.clear();
		};
	}, []);
	return overdue;
}
