/** Return the place in a row that a key leads to, from 0; -1 for other keys. */
export function placeAfter(key: string, now: number, count: number): number {
	if (key === "ArrowRight") return Math.min(now + 1, count - 1);
	if (key === "ArrowLeft") return Math.max(now - 1, 0);
	if (key === "Home") return 0;
	return key === "End" ? count - 1 : -1;
}
