import type { Size } from "../scene/drawnSize";
import type { Drawing } from "../source/source";

/** A picture that an output needs: what is drawn, and how large. */
export interface Wish extends Size {
	drawing: Drawing;
	/** The height of the output, in pixels. */
	frame: number;
}

interface Slot {
	wish: Wish;
	/** The picture that was sent, by its key and size. */
	sent: string;
	drawing: boolean;
}

/** Draws the pictures that are wanted, on the page. Each is drawn once for a key and a size. The one before stays in use
 *  until the new one is there. */
export class Drawings {
	private slots = new Map<string, Slot>();

	/** `send` owns the bitmap. A null means that the picture cannot be drawn. */
	constructor(
		private send: (id: string, bitmap: ImageBitmap | null) => void,
		private forget: (id: string) => void,
	) {}

	/** Set all that is wanted, by id. */
	want(wishes: Map<string, Wish>): void {
		for (const id of [...this.slots.keys()].filter((id) => !wishes.has(id))) {
			this.slots.delete(id);
			this.forget(id);
		}
		for (const [id, wish] of wishes) {
			const slot = this.slots.get(id) ?? { wish, sent: "", drawing: false };
			slot.wish = wish;
			this.slots.set(id, slot);
			void this.draw(id, slot);
		}
	}

	close(): void {
		this.slots.clear();
	}

	private async draw(id: string, slot: Slot): Promise<void> {
		if (slot.drawing) return;
		slot.drawing = true;
		while (this.slots.get(id) === slot && slot.sent !== nameOf(slot.wish)) {
			const { drawing, width, height, frame } = slot.wish;
			const name = nameOf(slot.wish);
			const bitmap = await drawing.draw(width, height, frame).catch(() => null);
			if (this.slots.get(id) === slot && name === nameOf(slot.wish)) {
				slot.sent = name;
				this.send(id, bitmap);
			} else bitmap?.close(); // too late
		}
		slot.drawing = false;
	}
}

const nameOf = ({ drawing, width, height, frame }: Wish) => `${width}x${height}/${frame} ${drawing.key}`;
