import type { ErrorData, default as HlsType } from "hls.js";
import { pauseAfter } from "../net/retry";
import { Edge } from "./edge";
import type { Mode } from "./library";
import { type Act, after, type Happening, type HlsState, IDLE } from "./state";

type Library = typeof import("./library");

/** A browser that plays HLS by itself needs so many seconds of it. */
const EDGE_SECONDS = 3;
/** The media type of playlists, which Safari plays by itself. */
const NATIVE = "application/vnd.apple.mpegurl";

interface Source {
	url: string;
	mode: Mode;
	/** Seconds from the beginning, or from the end if it is negative. 0 for a live show: its edge. */
	at: number;
}

/** The first parts of a live show may take some seconds. So often the page asks for them. */
const PATIENCE = 8;

/** Plays one playlist in a video element, through every loss of the network. The library loads when the first one opens. */
export class HlsPlayer {
	private now = IDLE;
	private source: Source | null = null;
	private library: HlsType | null = null;
	/** Of a live show that the library plays. */
	private edge: Edge | null = null;
	private timer: ReturnType<typeof setTimeout> | undefined;
	private endNative = () => {};

	constructor(
		private readonly video: HTMLVideoElement,
		private readonly onState: (state: HlsState) => void,
		private readonly load: () => Promise<Library>,
		/** The browser may want a click first. Then the controls show a pause. */
		private readonly play: () => void = () => void video.play().catch(() => {}),
	) {}

	/** Play a playlist from `at`. Another one that plays ends. */
	async open(source: Source): Promise<void> {
		this.leave();
		this.source = source;
		this.tell({ kind: "open", patience: source.mode === "replay" ? 0 : PATIENCE });
		let library: Library;
		try {
			library = await this.load();
		} catch {
			if (this.source === source) this.tell({ kind: "loss", status: 0, final: true });
			return;
		}
		// Another playlist was opened meanwhile, or none is wanted.
		if (this.source === source) this.begin(library, source);
	}

	close(): void {
		this.leave();
		this.tell({ kind: "close" });
	}

	/** Tell whether a live show plays so late that the viewer saw it stop. */
	isLate(): boolean {
		return this.edge?.isLate() ?? false;
	}

	/** Go to the edge of a live show. */
	toEdge(): void {
		const { edge, video } = this;
		if (edge) edge.go();
		else if (video.seekable.length) video.currentTime = video.seekable.end(video.seekable.length - 1) - EDGE_SECONDS;
		this.play();
	}

	private leave(): void {
		clearTimeout(this.timer);
		this.source = null;
		this.endNative();
		this.endNative = () => {};
		this.edge?.end();
		this.edge = null;
		this.library?.destroy();
		this.library = null;
	}

	private begin({ Hls, makeHls }: Library, { url, mode, at }: Source): void {
		const hls = makeHls(mode, at);
		// Chromium says that it plays HLS natively, and plays it badly. So the library comes first.
		if (!hls) {
			if (this.video.canPlayType(NATIVE)) this.beginNative(url, at);
			else this.tell({ kind: "unsupported" });
			return;
		}
		this.library = hls;
		const edge = mode === "live" ? new Edge(hls, this.video) : null;
		this.edge = edge;
		hls.on(Hls.Events.FRAG_BUFFERED, () => {
			edge?.onPart();
			this.tell({ kind: "came" });
		});
		hls.on(Hls.Events.ERROR, (_, data) => {
			if (data.details === Hls.ErrorDetails.BUFFER_STALLED_ERROR) edge?.onStall();
			const what = happeningOf(data, Hls);
			if (what) this.tell(what);
		});
		hls.loadSource(url);
		hls.attachMedia(this.video);
		this.play();
	}

	private beginNative(url: string, at: number): void {
		let begun = this.video.currentTime > 0;
		const came = () => {
			const end = this.video.seekable.length ? this.video.seekable.end(0) : 0;
			if (at && !begun) this.video.currentTime = at < 0 ? Math.max(0, end + at) : at;
			begun = true;
			this.tell({ kind: "came" });
		};
		const failed = () => this.tell(this.video.error?.code === MEDIA_ERR_DECODE ? { kind: "fault" } : LOST);
		this.video.addEventListener("loadeddata", came);
		this.video.addEventListener("error", failed);
		this.endNative = () => {
			this.video.removeEventListener("loadeddata", came);
			this.video.removeEventListener("error", failed);
			this.video.removeAttribute("src");
			this.video.load();
		};
		this.video.src = url;
		this.play();
	}

	private tell(what: Happening): void {
		const [next, act] = after(this.now, what);
		const changed = next.state !== this.now.state;
		this.now = next;
		if (changed) this.onState(next.state);
		this.act(act);
	}

	private act(act: Act): void {
		if (act === "none") return;
		clearTimeout(this.timer);
		if (act === "again") this.timer = setTimeout(() => this.again(), pauseAfter(this.now.losses - 1));
		if (act === "reload") this.reload();
		if (act === "recover" && this.library) this.library.recoverMediaError();
		else if (act === "recover") this.reload();
		if (act === "stop") this.library?.stopLoad();
	}

	/** Load on. Where the playlist never came, read it again. */
	private again(): void {
		if (this.library?.levels.length) this.library.startLoad();
		else this.reload();
	}

	/** Begin again at the same place. */
	private reload(): void {
		const { source, video } = this;
		if (!source) return;
		const { paused, currentTime } = video;
		const at = source.mode === "live" ? 0 : currentTime || source.at;
		const kept = this.now;
		this.leave();
		this.source = { ...source, at };
		void this.resume(this.source, kept, paused && currentTime > 0);
	}

	private async resume(source: Source, kept: typeof IDLE, paused: boolean): Promise<void> {
		try {
			const library = await this.load();
			if (this.source !== source) return;
			this.now = kept;
			this.begin(library, source);
			if (paused) this.video.pause();
		} catch {
			if (this.source === source) this.tell(LOST);
		}
	}
}

/** Of MediaError. */
const MEDIA_ERR_DECODE = 3;
const LOST: Happening = { kind: "loss", status: 0, final: true };

/** Read what the library reports. It mends most errors of the media itself: null. */
function happeningOf({ fatal, type, response }: ErrorData, { ErrorTypes }: Library["Hls"]): Happening | null {
	if (type === ErrorTypes.NETWORK_ERROR) return { kind: "loss", status: response?.code ?? 0, final: fatal };
	return fatal ? { kind: "fault" } : null;
}
