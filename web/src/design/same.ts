import type { Design } from "./document";

/** Tell whether two pieces of plain data hold the same. */
export function same(a: unknown, b: unknown): boolean {
	if (Object.is(a, b) || a === b) return true;
	if (!isParts(a) || !isParts(b) || Array.isArray(a) !== Array.isArray(b)) return false;
	const keys = Object.keys(a);
	return keys.length === Object.keys(b).length && keys.every((key) => Object.hasOwn(b, key) && same(a[key], b[key]));
}

/** Tell whether two designs differ in nothing but what happens on air. */
export const sameContent = ({ air: _, ...a }: Design, { air: __, ...b }: Design): boolean => same(a, b);

/** Return `after`, with `before` in place of each part that holds the same. So an unchanged part keeps its reference. */
export function kept<T>(before: unknown, after: T): T {
	if (before === after) return after;
	if (!isParts(before) || !isParts(after) || Array.isArray(before) !== Array.isArray(after)) return after;
	const old = Array.isArray(after) ? byId(before as unknown as unknown[]) : null;
	const parts = Object.entries(after).map(([key, part]) => {
		const other = old && isParts(part) && typeof part.id === "string" ? old.get(part.id) : before[key];
		return [key, kept(other, part)] as const;
	});
	const keys = Object.keys(before);
	if (keys.length === parts.length && parts.every(([key, part]) => Object.hasOwn(before, key) && before[key] === part)) {
		return before as T;
	}
	return (Array.isArray(after) ? parts.map(([, part]) => part) : Object.fromEntries(parts)) as T;
}

/** Items and scenes move in their list, so their id finds them. */
function byId(list: unknown[]): Map<unknown, unknown> {
	return new Map(list.filter(isParts).map((part) => [part.id, part]));
}

const isParts = (value: unknown): value is Record<string, unknown> => typeof value === "object" && value !== null;
