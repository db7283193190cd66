/** A drawn source's picture at one size. */
export interface Still {
	/** Null: it cannot be drawn. */
	bitmap: ImageBitmap | null;
	/** Another one at each change. */
	version: number;
}

/** The worker's drawn pictures, by their ids. Owns the bitmaps. */
export class Stills {
	readonly all = new Map<string, Still>();
	private versions = 0;

	set(id: string, bitmap: ImageBitmap | null): void {
		this.all.get(id)?.bitmap?.close();
		this.versions += 1;
		this.all.set(id, { bitmap, version: this.versions });
	}

	forget(id: string): void {
		this.all.get(id)?.bitmap?.close();
		this.all.delete(id);
	}
}
