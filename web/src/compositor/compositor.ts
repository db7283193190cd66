import type { Cast } from "../scene/cast";
import type { Live } from "../scene/live";
import type { Picture } from "../scene/picture";
import type { Source } from "../source/source";
import { colours, PICTURE } from "./codec";
import { Drawings, type Wish } from "./drawings";
import { type Format, type Order, PROGRAM, stillId } from "./orders";

/** Tell whether this browser can compose in a worker. Only Chromium has these two non-standard interfaces. */
export function canCompose(): boolean {
	return "MediaStreamTrackProcessor" in globalThis && "MediaStreamTrackGenerator" in globalThis;
}

/** All that is painted. */
export interface Shows {
	program: Picture;
	/** Fade to another scene, if there is time for it. Otherwise the program cuts. */
	fade: boolean;
	/** The pictures that the page shows, by output. One that the host cannot see now rests. */
	small: Map<string, Picture>;
	cast: {
		/** For the program. */
		shown: Cast;
		/** For the small pictures. */
		stored: Cast;
	};
}

/** Makes one picture of all sources, and smaller ones for the page. Its track runs until `close`. */
export class Compositor {
	readonly track: MediaStreamTrack;
	private worker = new Worker(new URL("./compositor.worker.ts", import.meta.url), { type: "module" });
	private taken = new Map<string, MediaStreamTrack>();
	private drawings = new Drawings(
		(id, bitmap) => this.send({ do: "still", id, bitmap }, bitmap ? [bitmap] : []),
		(id) => this.send({ do: "forget", id }),
	);
	/** The last picture of each output, as JSON. */
	private shown = new Map<string, string>();
	/** The outputs of the page, and whether the host can see each. */
	private outputs = new Map<string, boolean>();
	private last: Shows | null = null;
	private again = () => this.last && this.show(this.last);

	constructor(format: Format) {
		const generator = new MediaStreamTrackGenerator({ kind: "video" });
		this.track = generator;
		const into = generator.writable;
		this.send({ do: "start", format, colours: colours(PICTURE.videoCodec), into }, [into]);
		document.addEventListener("visibilitychange", this.again);
	}

	/** Paint an output on a canvas of the page as well. */
	paintOn(output: string, element: HTMLCanvasElement, fps: number): Live {
		const canvas = element.transferControlToOffscreen();
		const turn = (seen: boolean) => {
			this.outputs.set(output, seen);
			this.again();
		};
		this.shown.delete(output);
		this.send({ do: "open", output, canvas, fps }, [canvas]);
		turn(true);
		const stop = () => {
			this.outputs.delete(output);
			this.send({ do: "shut", output });
			this.again();
		};
		return { see: turn, stop };
	}

	/** Set all sources and pictures. Does only what differs from before. */
	show(shows: Shows): void {
		this.last = shows;
		const { program, fade, cast } = shows;
		const small = this.seen(shows.small);
		if (this.differs(PROGRAM, program)) this.send({ do: "show", picture: program, fade });
		for (const output of this.outputs.keys()) {
			const picture = small.get(output) ?? null;
			if (this.differs(output, picture)) this.send({ do: "look", output, picture });
		}
		const needed = new Set([program, ...small.values()].flatMap(({ boxes }) => boxes.map((box) => box.source)));
		this.read([...cast.shown.own.values(), ...cast.shown.guests].filter((source) => needed.has(source.id)));
		this.drawings.want(new Map([...wishes(new Map([[PROGRAM, program]]), cast.shown), ...wishes(small, cast.stored)]));
	}

	close(): void {
		document.removeEventListener("visibilitychange", this.again);
		this.drawings.close();
		this.worker.terminate();
		this.track.stop();
	}

	/** Return the pictures that the host can see. */
	private seen(small: Map<string, Picture>): Map<string, Picture> {
		if (document.hidden) return new Map();
		return new Map([...small].filter(([output]) => this.outputs.get(output)));
	}

	private differs(output: string, picture: Picture | null): boolean {
		const now = JSON.stringify(picture);
		const differs = this.shown.get(output) !== now;
		this.shown.set(output, now);
		return differs;
	}

	private read(sources: Source[]): void {
		const wanted = new Map<string, MediaStreamTrack>();
		for (const { id, track } of sources) if (track?.readyState === "live") wanted.set(id, track);
		for (const [id, track] of this.taken) {
			if (wanted.get(id) === track) continue;
			this.taken.delete(id);
			if (!wanted.has(id)) this.send({ do: "drop", id });
		}
		for (const [id, track] of wanted) {
			if (this.taken.has(id)) continue;
			const { readable } = new MediaStreamTrackProcessor({ track: track as MediaStreamVideoTrack });
			this.send({ do: "take", id, from: readable }, [readable]);
			this.taken.set(id, track);
		}
	}

	private send(order: Order, transfer: Transferable[] = []): void {
		this.worker.postMessage(order, transfer);
	}
}

/** List all that is to be drawn for these pictures, by the ids of the stills. */
function wishes(pictures: Map<string, Picture>, { own }: Cast): Map<string, Wish> {
	const found = new Map<string, Wish>();
	for (const [output, { boxes, size }] of pictures) {
		for (const box of boxes) {
			const drawing = own.get(box.source)?.drawing;
			if (drawing && box.drawn) found.set(stillId(output, box), { drawing, ...box.drawn, frame: size.height });
		}
	}
	return found;
}
