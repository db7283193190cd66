import { canShare, type SharedScreen, shareScreen } from "./screen";

export interface ScreensState {
	/** The screens that are shared now, by the ids of their sources. */
	shared: ReadonlyMap<string, SharedScreen>;
	/** The system forbids sharing. Stays true until the next try. */
	refused: boolean;
}

/** Shares any number of screens, each for one source. A screen also ends when the person ends it in the browser's own bar. A
 *  store for `useSyncExternalStore`. */
export class Screens {
	private state: ScreensState = { shared: new Map(), refused: false };
	private listeners = new Set<() => void>();
	private active = false;

	/** `fps`: pictures a second of a screen, at most. */
	constructor(public fps: number) {}

	subscribe = (listener: () => void): (() => void) => {
		this.listeners.add(listener);
		return () => this.listeners.delete(listener);
	};

	snapshot = (): ScreensState => this.state;

	/** Allow or forbid sharing. A page that may not act shares nothing. */
	act(active: boolean): void {
		this.active = active;
		if (!active) this.keep(() => false);
	}

	/** Ask the person what to share. Call it in a click: the browser asks at no other time. `place` gives the id of the source
	 *  for the screen, and "" when there is no room for one. Nothing happens when the person closes the question. */
	async share(place: () => string): Promise<void> {
		if (!this.active || !canShare()) return;
		this.change({ refused: false });
		try {
			const screen = await shareScreen(this.fps);
			if (screen) this.hold(this.active ? place() : "", screen);
		} catch {
			this.change({ refused: true });
		}
	}

	/** End the screen of a source. */
	end(id: string): void {
		this.keep((one) => one !== id);
	}

	/** End the screens of all sources for which this does not hold. */
	keep(holds: (id: string) => boolean): void {
		const gone = [...this.state.shared].filter(([id]) => !holds(id));
		if (!gone.length) return;
		for (const [, screen] of gone) stop(screen);
		this.change({ shared: new Map([...this.state.shared].filter(([id]) => holds(id))) });
	}

	private hold(id: string, screen: SharedScreen): void {
		if (!id) {
			stop(screen);
			return;
		}
		const before = this.state.shared.get(id);
		if (before) stop(before);
		const ended = () => {
			if (this.state.shared.get(id) === screen) this.end(id);
		};
		screen.picture.addEventListener("ended", ended);
		this.change({ shared: new Map(this.state.shared).set(id, screen) });
	}

	private change(part: Partial<ScreensState>): void {
		this.state = { ...this.state, ...part };
		for (const listener of this.listeners) listener();
	}
}

function stop({ picture, sound }: SharedScreen): void {
	picture.stop();
	sound?.stop();
}
