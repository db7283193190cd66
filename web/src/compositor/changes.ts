/** Remembers when each thing changed last, by a counter. */
export class Changes {
	/** Grows with each change. */
	now = 0;
	private last = new Map<string, number>();

	mark(id: string): void {
		this.now += 1;
		this.last.set(id, this.now);
	}

	/** Tell whether one of these changed after the counter had this value. */
	since(ids: string[], then: number): boolean {
		return ids.some((id) => (this.last.get(id) ?? 0) > then);
	}
}
