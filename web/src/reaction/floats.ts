import { KINDS, type Kind } from "./kinds";

type Counts = Readonly<Record<string, number>>;

/** One sign that floats up. */
export interface Float {
	id: number;
	kind: Kind;
}

/** The most signs of one kind that one batch sends up, and the most that float at once. */
const EACH = 3;
export const MOST = 12;

let next = 0;

/** Return the signs that float after a batch. A crowd's thousand hearts are a few. */
export function floated(now: readonly Float[], before: Counts, after: Counts): readonly Float[] {
	const news = KINDS.flatMap((kind) => {
		const more = Math.min(EACH, Math.max(0, (after[kind] ?? 0) - (before[kind] ?? 0)));
		return Array.from({ length: more }, () => ({ id: ++next, kind }));
	});
	return news.length ? [...now, ...news].slice(-MOST) : now;
}
