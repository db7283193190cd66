import { arrange, type Scene } from "../scene/layout";
import type { Source } from "../source/source";
import { colours, PICTURE } from "./codec";
import type { Format, Order } from "./orders";

/** Tell whether this browser can compose in a worker. Only Chromium has these two non-standard interfaces. */
export function canCompose(): boolean {
	return "MediaStreamTrackProcessor" in globalThis && "MediaStreamTrackGenerator" in globalThis;
}

/** Makes one picture of all sources. Its track runs until `close`. */
export class Compositor {
	readonly track: MediaStreamTrack;
	private worker = new Worker(new URL("./compositor.worker.ts", import.meta.url), { type: "module" });
	private taken = new Map<string, MediaStreamTrack>();
	private shown = "";

	constructor(private format: Format) {
		const generator = new MediaStreamTrackGenerator({ kind: "video" });
		this.track = generator;
		const into = generator.writable;
		this.send({ do: "start", format, colours: colours(PICTURE.videoCodec), into }, [into]);
	}

	/** Set all sources and the scene. Does only what differs from before. */
	show(sources: Source[], scene: Scene): void {
		const { width, height } = this.format;
		const byId = new Map(sources.map((source) => [source.id, source]));
		const boxes = arrange(scene.layout, sources, width, height, scene.large).map((box) => ({
			...box,
			name: byId.get(box.id)?.name ?? "",
			initial: byId.get(box.id)?.initial ?? "",
		}));
		const inPicture = new Set(boxes.map((box) => box.id));
		this.read(sources.filter((source) => inPicture.has(source.id)));
		const shown = JSON.stringify(boxes);
		if (shown !== this.shown) this.send({ do: "show", boxes });
		this.shown = shown;
	}

	close(): void {
		this.worker.terminate();
		this.track.stop();
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
