/** After so long without a sign of the viewer, the controls go. */
export const REST_MS = 3000;

/** Tells whether a player shows its controls. They come with pointer, touch or focus, and go after a rest. */
export class Bar {
	shown = false;
	private timer: ReturnType<typeof setTimeout> | undefined;

	/** `isHeld` tells whether the controls must stay, as with an open menu, with the focus, or during a pause. */
	constructor(
		private readonly isHeld: () => boolean,
		private readonly onChange: (shown: boolean) => void,
	) {}

	/** The viewer is there. */
	wake(): void {
		clearTimeout(this.timer);
		this.timer = setTimeout(() => this.leave(), REST_MS);
		this.show(true);
	}

	/** The viewer's pointer left, or the rest is over. */
	leave(): void {
		if (this.isHeld()) this.wake();
		else this.stop();
	}

	/** The viewer touched the picture. */
	tap(): void {
		if (this.shown) this.leave();
		else this.wake();
	}

	stop(): void {
		clearTimeout(this.timer);
		this.show(false);
	}

	private show(shown: boolean): void {
		if (shown === this.shown) return;
		this.shown = shown;
		this.onChange(shown);
	}
}
