import type { Ask } from "../chat/door";
import { type Message, merged, Talk, type TalkEvent } from "../net/talk";

/** The fewest messages before a place, so that the list is full. */
const FEW = 50;
/** Messages before a place that are read at once. So a short step back reads nothing. */
const BEFORE = 100;
/** Messages that are read ahead at once. */
const AHEAD = 200;
/** Seconds before the end of what is here, from which on the next ones are read. */
const SOON = 20;
/** After a failure nothing is asked for so long (milliseconds). */
const REST_MS = 5000;

const byId = (a: Message, b: Message) => a.Id - b.Id;

/** The conversation of a show up to one moment of its replay. It reads the messages around the moment from the server. `whole`
 *  is the page's own conversation. It has the questions, and hears what the crew deletes later. */
export class MovingTalk extends Talk {
	/** Messages without a gap between them. They reach beyond the moment. */
	private here: readonly Message[] = [];
	/** The server has nothing before the first one. */
	private whole = false;
	/** All messages up to this moment are here. In unix seconds; null before the first reading. */
	private until: number | null = null;
	private moment = 0;
	private asking = false;
	private restsUntil = 0;
	/** Raised when what is being read counts no more. */
	private round = 0;
	private drawn: readonly unknown[] = [];

	constructor(
		private readonly page: Talk,
		private readonly ask: Ask,
	) {
		super();
	}

	/** Follow what happens to the conversation. Returns a function that ends this. */
	follow(): () => void {
		this.page.hear = (event) => this.change(event);
		const end = this.page.listen(() => this.draw());
		return () => {
			this.page.hear = null;
			end();
		};
	}

	/** Show the conversation at this moment, in unix seconds. */
	at(moment: number): void {
		this.moment = moment;
		this.draw();
		if (this.asking || Date.now() < this.restsUntil) return;
		const here = this.upTo().length;
		if (this.until === null || moment > this.until || (here < FEW && !this.whole)) void this.read(() => this.jump());
		else if (moment > this.until - SOON) void this.read(() => this.more());
	}

	override addEarlier = (messages: readonly Message[]): void => {
		this.here = merged(this.here, messages);
		this.draw();
	};

	private upTo(): readonly Message[] {
		// Two servers may number messages in another order than their clocks.
		return this.here.filter(({ Time }) => Time <= this.moment);
	}

	private draw(): void {
		const { state } = this.page;
		const messages = this.upTo();
		const questions = state.questions.filter(({ Time }) => Time <= this.moment);
		// The moment changes several times a second, and the conversation seldom.
		const now = [state, this.here, messages.length, questions.length];
		if (now.every((part, place) => part === this.drawn[place])) return;
		this.drawn = now;
		this.set({ ...state, messages, questions });
	}

	private async read(what: () => Promise<void>): Promise<void> {
		this.asking = true;
		try {
			await what();
		} catch {
			this.restsUntil = Date.now() + REST_MS;
		}
		this.asking = false;
		this.at(this.moment);
	}

	private async jump(): Promise<void> {
		const round = this.round;
		const Time = Math.floor(this.moment);
		const { Messages: before } = await this.ask("GetMessagesAt", { Time, Count: BEFORE });
		const { Messages: later } = await this.ask("GetLaterMessages", { After: before[0]?.Id ?? 0, Count: AHEAD });
		if (round !== this.round) return;
		this.whole = before.length < BEFORE;
		this.put(before, later, Time);
	}

	private async more(): Promise<void> {
		const round = this.round;
		const { Messages } = await this.ask("GetLaterMessages", { After: this.here.at(-1)?.Id ?? 0, Count: AHEAD });
		if (round === this.round) this.put(this.here, Messages, this.until ?? 0);
	}

	/** `least`: up to this moment all are here, whatever the later ones say. */
	private put(before: readonly Message[], later: readonly Message[], least: number): void {
		this.here = merged(before, later).toSorted(byId);
		this.until = later.length < AHEAD ? Number.POSITIVE_INFINITY : Math.max(least, later.at(-1)?.Time ?? 0);
	}

	private change({ Fresh, Emptied, Messages }: TalkEvent): void {
		this.round += 1;
		// The page was away, so something may have been deleted meanwhile.
		if (Fresh) this.until = null;
		const first = this.here[0]?.Id ?? 0;
		const news = Messages.filter(({ Id, Gone }) => Gone || Id >= first);
		this.here = merged(
			this.here.filter(({ Id }) => Id > Emptied),
			news.filter(({ Id, Gone }) => Gone || Id <= (this.here.at(-1)?.Id ?? 0)),
		);
	}
}
