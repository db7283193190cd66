/** The functions that the scripts of the plain pages share. See static/call.js. */
interface Kaibo {
	/** Returns the server's time, in unix ms. */
	now(): number;
	/** Starts to measure. Returns a function that tells how many ms ago that was at most. */
	stopwatch(): () => number;
	/** Whether the page is open in the browser of another app, such as WeChat (static/inapp.js). */
	inApp: boolean;
	/** The installers that the server offers (static/offer.js). */
	offer: {
		/** The system of this device, "" for a phone. */
		system: string;
		/** Finds the installer for this device and shows it. */
		find(): Promise<HTMLElement | null>;
	};
	/** Whether this person can do here what the link is for: browsers that cannot compose do not host (static/ways.js). */
	canGoIn: boolean;
	/** Offers the ways into this device. `installer`: the server has one for it (static/ways.js). */
	offerWays(installer: boolean): void;
	each(selector: string, work: (element: HTMLElement) => void): void;
	on(id: string, kind: string, work: (this: HTMLElement, event: Event) => void): void;
	/** Returns the element with this id. Throws when the page has none. */
	element(id: string): HTMLElement;
	has(list: string, word: string | undefined): boolean;
	load(storage: StorageName, key: string): string | null;
	/** Keeps a value. Returns whether it outlives this page. */
	save(storage: StorageName, key: string, value: string): boolean;
	forget(storage: StorageName, key: string): void;
	copy(text: string): Promise<void>;
	/** Calls the server. Rejects with a `Refused`. */
	post: Post;
	/** Brings each state of an event stream, until the returned function runs. `lost`: the answer was no stream. */
	events(url: string, name: "launch" | "ask", hear: (state: ListenerState) => void, lost: () => void): () => void;
	sessionPath(link: string | undefined): Promise<string>;
	/** Returns the path of this page's link, as the server spells it. */
	path(): string;
	/** Loads the page again, once for each reason. Returns whether it does. */
	reload(reason: string): boolean;
	/** Forgets why the page was loaded again: the page and the server agree. */
	agreed(): void;
	/** Returns how the browser came to this page. */
	arrival(): string;
	/** Runs `work` now, and again when the language changes (static/speak.js). */
	inLanguage(work: (zh: boolean) => void): void;
	capital(text: string): string;
	/** Writes an event as a calendar file (static/calendar.js). */
	calendar(event: CalendarEvent): string;
}

/** Times in unix ms. */
interface CalendarEvent {
	id: string;
	/** When the file is made. */
	now: number;
	begins: number;
	ends: number;
	title: string;
	url: string;
	/** A calendar program tells its person so many minutes before. */
	alarm?: number;
}

type StorageName = "localStorage" | "sessionStorage";

interface Post {
	(path: "/client/OpenLaunch", body: { Token: string }): Promise<Launch>;
	(path: "/client/OpenKey", body: { Key: string }): Promise<{ Url: string }>;
	(path: "/client/CollectLink", body: { ListenKey: string }): Promise<{ Url: string }>;
	(path: "/client/AskForLink", body: { Token: string }): Promise<{ ListenKey: string }>;
	(path: `${string}/call/GetSession`, body: object): Promise<{ Session: { EndReason: string } }>;
}

/** The state of a launch or of a link request. */
interface ListenerState {
	State: string;
	By: string;
	HeardTime: number;
}

/** A call that failed. */
interface Refused {
	/** The error's code, "" without one. */
	code: string;
	/** The HTTP status, 0 when the server does not answer. */
	status: number;
	/** Whether the page may call again. */
	passing: boolean;
}

/** The result of OpenLaunch. `at`: when it came (ms of the page's steady clock). `age`: how old it is at most (ms). */
interface Launch {
	Ticket: string;
	DeepLink: string;
	ListenKey: string;
	EnterPath: string;
	at: number;
	age: () => number;
}

interface Window {
	kaibo: Kaibo;
}

interface Navigator {
	/** Chromium only. */
	userAgentData?: {
		getHighEntropyValues?(hints: string[]): Promise<{ architecture?: string; bitness?: string }>;
	};
}
