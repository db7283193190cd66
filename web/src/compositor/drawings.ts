import type { Size } from "../scene/drawnSize";
import type { Drawing } from "../source/source";

/** A picture that an output needs: what is drawn, and how large. */
export interface Wish extends Size {
	drawing: Drawing;
	/** The height of the output, in pixels. */
	frame: number;
}

/** A picture that could not be drawn is tried again after so long: its file may arrive late. */
const AGAIN_MS = 5000;

interface Slot {
	wish: Wish;
	/** The picture that was sent, by its key and size. */
	sent: string;
	drawing: boolean;
	/** Tries again. */
	timer: ReturnType<typeof setTimeout> | undefined;
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
			this.end(id);
			this.forget(id);
		}
		for (const [id, wish] of wishes) {
			const slot = this.slots.get(id) ?? { wish, sent: "", drawing: false, timer: undefined };
			slot.wish = wish;
			this.slots.set(id, slot);
			void this.draw(id, slot);
		}
	}

	close(): void {
		for (const id of this.slots.keys()) this.end(id);
	}

	private end(id: string): void {
		clearTimeout(this.slots.get(id)?.timer);
		this.slots.delete(id);
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
				if (!bitmap) this.tryAgain(id, slot);
			} else bitmap?.close(); // too late
		}
		slot.drawing = false;
	}

	private tryAgain(id: string, slot: Slot): void {
		clearTimeout(slot.timer);
		slot.timer = setTimeout(() => {
			slot.sent = "";
			void this.draw(id, slot);
		}, AGAIN_MS);
	}
}

const nameOf = ({ drawing, width, height, frame }: Wish) => `${width}x${height}/${frame} ${drawing.key}`;
