import type Hls from "hls.js";

/** Seconds behind the wanted latency, after which the picture is no longer live. The library comes back from less by itself. */
const LATE_SECONDS = 4;
/** After so long without a stall a show is as live again as it was at first. */
const CALM_MS = 10_000;

/** Keeps a live show at its edge. The library becomes more careful with each stall, and never comes back from a long one. */
export class Edge {
	private stalled = false;
	private calm: ReturnType<typeof setTimeout> | undefined;

	constructor(
		private readonly library: Hls,
		private readonly video: HTMLVideoElement,
	) {}

	/** Tell whether the show plays so late that the viewer saw it stop. */
	isLate(): boolean {
		return this.library.latency > (this.library.targetLatency ?? 0) + LATE_SECONDS;
	}

	/** Go to the edge, as live as at first. */
	go(): void {
		this.forget();
		this.jump();
	}

	/** The picture stopped, because nothing came. */
	onStall(): void {
		this.stalled = true;
		clearTimeout(this.calm);
		this.calm = setTimeout(() => this.forget(), CALM_MS);
	}

	/** A part came. After a long stall the show goes on at its edge. A pause is the viewer's own wish. */
	onPart(): void {
		if (!this.stalled || this.video.paused) return;
		if (this.isLate()) this.jump();
		else this.stalled = false;
	}

	end(): void {
		clearTimeout(this.calm);
	}

	/** Make the library as careful as at first. */
	private forget(): void {
		const hold = this.library.latestLevelDetails?.partHoldBack;
		if (hold) this.library.targetLatency = hold;
	}

	private jump(): void {
		this.video.currentTime = this.library.liveSyncPosition ?? this.video.currentTime;
	}
}
