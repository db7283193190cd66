/** Return the place that a key leads to in a row of `count` things, or null for other keys. At an end it goes on at the other one.
 *  `now` is -1 at none of them. */
export function stepOf(key: string, forward: string, back: string, now: number, count: number): number | null {
	if (key === forward) return (now + 1) % count;
	if (key === back) return (Math.max(now, 0) + count - 1) % count;
	if (key === "Home") return 0;
	return key === "End" ? count - 1 : null;
}
