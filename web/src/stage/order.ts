/** Move one of several ids by a number of places: -1 is one place up. It stays within the list. */
export function moved(order: string[], id: string, by: number): string[] {
	const at = order.indexOf(id);
	if (at < 0) return order;
	const others = order.filter((one) => one !== id);
	const to = Math.max(0, Math.min(others.length, at + by));
	return [...others.slice(0, to), id, ...others.slice(to)];
}

/** Move one of several ids to the place of another one. */
export const movedTo = (order: string[], id: string, to: string): string[] =>
	moved(order, id, order.indexOf(to) - order.indexOf(id));
