import { call } from "../net/call";

/** The server has all of a file, or a part. More parts come, or the upload stopped. */
export type Extent = "stored" | "coming" | "stopped";

/** The files that the server has, by their hashes. */
export type AtServer = ReadonlyMap<string, Extent>;

/** Reads the list of a show's files, again after each change of it. */
export class Listing {
	/** The last one. */
	all: AtServer = new Map();
	private revision: string | undefined;
	private stale = true;
	private running = Promise.resolve();

	/** `learn` gets each new list. `fail` runs when the server does not answer, and the list is to be read again. */
	constructor(
		private readonly base: string,
		private readonly activity: number,
		private readonly learn: (all: AtServer) => Promise<void>,
		private readonly fail: () => void,
	) {}

	/** The server tells of changes. An older one does not. */
	get isTold(): boolean {
		return this.revision !== undefined;
	}

	/** Take the revision of the view. Returns whether the list is another one now. */
	hear(revision: string | undefined): boolean {
		if (revision === this.revision) return false;
		this.revision = revision;
		this.stale = true;
		return true;
	}

	/** Read the list, unless it is known. One reading follows the other, so that no older list comes after a newer one. */
	read(): Promise<void> {
		this.running = this.running.then(async () => {
			if (!this.stale) return;
			this.stale = false;
			try {
				const { Files } = await call(`${this.base}/call`, "ListShowFiles", { ActivityId: this.activity });
				this.all = new Map(Files.map(({ Sha256, Done, Stalled }) => [Sha256, Done ? "stored" : Stalled ? "stopped" : "coming"]));
				await this.learn(this.all);
			} catch {
				this.stale = true;
				this.fail();
			}
		});
		return this.running;
	}
}
