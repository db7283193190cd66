// @vitest-environment happy-dom
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { FakePrivateFiles } from "../testing/privateFiles";
import { FileRefused } from "./kinds";
import { prepare } from "./prepare";
import { ShowFiles } from "./showFiles";

const PART = 10;
const SHOW = 7;

/** A server that takes the parts of files. */
class FilesServer {
	readonly parts = new Map<string, (string | null)[]>();
	readonly calls: string[] = [];
	/** The error that the next calls get, by action. `down`: no answer at all. */
	fails: Record<string, { code: string; status: number } | "down"> = {};
	/** No part comes any more. */
	stalled = false;
	/** Runs before a part is taken. */
	before: () => void = () => {};

	constructor() {
		vi.stubGlobal("fetch", this.fetch);
	}

	content(sha256: string): string | null {
		const parts = this.parts.get(sha256);
		return parts?.every((part) => part !== null) ? parts.join("") : null;
	}

	private fetch = async (url: string, request?: { body: string }): Promise<Response> => {
		const [, way = "", name = ""] = /^\/s\/se_1\/(\w+)\/(\w+)$/.exec(url) ?? [];
		this.calls.push(way === "file" ? "file" : name);
		const refused = this.fails[way === "file" ? "file" : name];
		if (refused === "down") throw new TypeError("Failed to fetch");
		if (refused) return answer(refused.status, { Error: { Code: refused.code, Message: "", CodeN: 1 } });
		if (way === "file") {
			const content = this.content(name);
			return content === null ? answer(404, { Error: { Code: "ResourceNotFound.ShowFile" } }) : new Response(content);
		}
		return answer(200, {}, this.result(name, JSON.parse(request?.body ?? "{}")));
	};

	private result(name: string, body: { ActivityId: number; Sha256: string; Size: number; Part: number; Data: string }): object {
		expect(body.ActivityId).toBe(SHOW);
		if (name === "ListShowFiles") {
			return {
				Files: [...this.parts.keys()].map((Sha256) => ({
					Sha256,
					Done: this.content(Sha256) !== null,
					Stalled: this.stalled,
				})),
			};
		}
		if (name === "DeleteShowFile") return { Status: this.parts.delete(body.Sha256) };
		if (name === "CreateShowFile" && !this.parts.has(body.Sha256)) {
			this.parts.set(body.Sha256, Array(Math.ceil(body.Size / PART)).fill(null));
		}
		const parts = this.parts.get(body.Sha256) ?? [];
		if (name === "PutShowFilePart") {
			this.before();
			parts[body.Part] = atob(body.Data);
		}
		const missing = parts.flatMap((part, number) => (part === null ? [number] : []));
		return { Sha256: body.Sha256, Done: missing.length === 0, PartBytes: PART, Missing: missing };
	}
}

const answer = (status: number, meta: object, Result?: object) =>
	new Response(JSON.stringify({ ResponseMetadata: { RequestId: "r", ...meta }, Result }), { status });
const pdf = (size = 35, name = "季度总结.pdf") => new File(["%PDF-1.7 ", "x".repeat(size - 9)], name, { type: "text/plain" });
const hash = async (file: Blob) => (await prepare(file, 0)).sha256;

let browser: FakePrivateFiles;
let server: FilesServer;
let states: string[];

beforeEach(() => {
	vi.spyOn(Math, "random").mockReturnValue(0.5);
	browser = new FakePrivateFiles();
	server = new FilesServer();
	states = [];
});
afterEach(() => {
	vi.unstubAllGlobals();
	vi.restoreAllMocks();
});

/** Open a page with the files of the show. */
function page(allowed = true): ShowFiles {
	const files = new ShowFiles("/s/se_1", SHOW, prepare);
	files.subscribe(() => {
		const last = [...files.states.values()].at(-1);
		states.push(last ? `${last.is} ${"percent" in last ? last.percent : "why" in last ? last.why : ""}`.trim() : "none");
	});
	files.start();
	files.allow(allowed);
	return files;
}

const add = (files: ShowFiles, file: File) => files.add(file, async (todo) => todo);
/** List the names of the private files of the show. */
const kept = () => [...browser.files.keys()].filter((name) => name.startsWith("studio/7/")).map((name) => name.slice(9));

const becomes = (files: ShowFiles, sha256: string, state: string) =>
	vi.waitFor(() => expect(files.states.get(sha256)?.is).toBe(state), { timeout: 20_000 });

test("a file is usable at once, and goes to the server in parts", async () => {
	const files = page();
	const file = pdf();
	const added = await add(files, file);
	expect(added).toEqual({ sha256: await hash(file), name: "季度总结.pdf", type: "application/pdf", size: 35 });
	expect(await (await files.open(added.sha256))?.text()).toBe(await file.text());
	await becomes(files, added.sha256, "stored");
	expect(states).toEqual(["here", "uploading 0", "uploading 25", "uploading 50", "uploading 75", "stored"]);
	expect(server.content(added.sha256)).toBe(await file.text());
	await vi.waitFor(() => expect(kept()).toEqual([added.sha256]));
});

test("an upload goes on after a reload, from where it was", async () => {
	const first = page();
	server.before = () => first.stop();
	const { sha256 } = await add(first, pdf());
	await vi.waitFor(() => expect(states).toEqual(["here", "uploading 0", "uploading 25", "here"]));
	expect(kept()).toEqual([sha256, `${sha256}.todo`]);
	server.before = () => {};
	server.calls.length = 0;
	const second = page();
	await becomes(second, sha256, "stored");
	expect(server.calls.filter((call) => call === "PutShowFilePart")).toHaveLength(3);
	expect(await page().open(sha256)).not.toBeNull();
});

test("without the seat the file waits, and goes once the page has it", async () => {
	const files = page(false);
	const { sha256 } = await add(files, pdf());
	expect(files.states.get(sha256)).toEqual({ is: "here" });
	files.allow(true);
	await becomes(files, sha256, "stored");
});

test("an upload that began goes on without the seat, and the next one waits", async () => {
	const files = page();
	server.before = () => files.allow(false);
	const first = await add(files, pdf());
	const next = await add(files, pdf(20));
	await becomes(files, first.sha256, "stored");
	expect([files.states.get(next.sha256), [...server.parts.keys()]]).toEqual([{ is: "here" }, [first.sha256]]);
});

test("a page whose server wants the seat for each part waits, and goes on later", async () => {
	const files = page();
	server.fails = { PutShowFilePart: { code: "SeatTaken", status: 403 } };
	const { sha256 } = await add(files, pdf());
	await vi.waitFor(() => expect(states).toEqual(["here", "uploading 0", "here"]));
	server.fails = {};
	files.allow(true);
	await becomes(files, sha256, "stored");
});

test.each([
	["down" as const],
	[{ code: "FlowLimitExceeded", status: 429 }],
	[{ code: "ServiceUnavailableTemp.Files", status: 503 }],
])("an upload that %o stops is repeated until it works", async (fault) => {
	const files = page();
	server.fails = { PutShowFilePart: fault };
	const { sha256 } = await add(files, pdf());
	await vi.waitFor(() => expect(server.calls.filter((call) => call === "PutShowFilePart").length).toBeGreaterThan(1), {
		timeout: 20_000,
	});
	expect(files.states.get(sha256)?.is).not.toBe("failed");
	server.fails = {};
	await becomes(files, sha256, "stored");
});

test("a browser that is offline makes no call until it is back", async () => {
	Object.assign(navigator, { onLine: false });
	const files = page();
	const { sha256 } = await add(files, pdf());
	await vi.waitFor(() => expect(server.calls).toEqual(["ListShowFiles"]));
	Object.assign(navigator, { onLine: true });
	dispatchEvent(new Event("online"));
	await becomes(files, sha256, "stored");
});

test("a refused file says why, lets the next one through, and may be tried again", async () => {
	const files = page();
	server.fails = { CreateShowFile: { code: "ResourceConflict.FilesFull", status: 409 } };
	const { sha256 } = await add(files, pdf());
	await becomes(files, sha256, "failed");
	expect(files.states.get(sha256)).toEqual({ is: "failed", why: "ResourceConflict.FilesFull" });
	server.fails = {};
	const next = await add(files, pdf(20));
	await becomes(files, next.sha256, "stored");
	expect(files.states.get(sha256)?.is).toBe("failed");
	files.again(sha256);
	await becomes(files, sha256, "stored");
});

test("damaged parts are sent once more", async () => {
	const files = page();
	server.fails = { PutShowFilePart: { code: "ResourceConflict.FileDamaged", status: 409 } };
	const { sha256 } = await add(files, pdf());
	await becomes(files, sha256, "failed");
	expect(server.calls.filter((call) => call === "PutShowFilePart")).toHaveLength(2);
});

test("a file of another device comes from the server once, and then from this browser", async () => {
	const sha256 = await hash(pdf());
	const files = page();
	expect(await files.open(sha256)).toBeNull();
	server.parts.set(sha256, [await pdf().text()]);
	const [one, two] = await Promise.all([files.open(sha256), files.open(sha256)]);
	expect([await one?.text(), await two?.text()]).toEqual([await pdf().text(), await pdf().text()]);
	server.parts.clear();
	expect(await (await page().open(sha256))?.text()).toBe(await pdf().text());
	expect(server.calls.filter((call) => call === "file")).toHaveLength(2);
});

test("a file of another device is on its way until the server has it, and comes without a reload", async () => {
	const sha256 = await hash(pdf());
	const files = page();
	files.hear("1");
	expect(await files.open(sha256)).toBeNull();
	expect([files.states.get(sha256), files.absent.has(sha256)]).toEqual([{ is: "missing" }, true]);
	server.parts.set(sha256, [await pdf().text(), null]);
	files.hear("2");
	await becomes(files, sha256, "coming");
	server.stalled = true;
	files.hear("3");
	await becomes(files, sha256, "stopped");
	const { length } = server.calls;
	expect(await files.open(sha256)).toBeNull();
	expect(server.calls.slice(length)).toEqual([]); // nothing changed, so nothing is asked
	server.parts.set(sha256, [await pdf().text()]);
	files.hear("4");
	await becomes(files, sha256, "stored");
	expect([await (await files.open(sha256))?.text(), files.absent.size]).toEqual([await pdf().text(), 0]);
});

test("a server that tells of no changes is asked again for a file", async () => {
	const sha256 = await hash(pdf());
	const files = page();
	await files.open(sha256);
	server.parts.set(sha256, [await pdf().text()]);
	expect(await files.open(sha256)).not.toBeNull();
	expect(files.states.get(sha256)).toEqual({ is: "stored" });
});

test("a list that could not be read is read again", async () => {
	const sha256 = await hash(pdf());
	const files = page();
	files.hear("1");
	await files.open(sha256);
	server.parts.set(sha256, [await pdf().text()]);
	server.fails = { ListShowFiles: "down" };
	files.hear("2");
	await vi.waitFor(() => expect(server.calls.filter((call) => call === "ListShowFiles").length).toBeGreaterThan(3), 5000);
	server.fails = {};
	await becomes(files, sha256, "stored");
});

test("a missing file that is chosen again is here at once", async () => {
	const files = page(false);
	files.hear("1");
	await files.open(await hash(pdf()));
	const { sha256 } = await add(files, pdf());
	expect([files.absent.size, files.states.get(sha256)]).toEqual([0, { is: "here" }]);
	expect(await files.open(sha256)).not.toBeNull();
});

test("a file that another page deleted is uploaded when it is added again", async () => {
	const files = page();
	files.hear("1");
	const { sha256 } = await add(files, pdf());
	await becomes(files, sha256, "stored");
	server.parts.delete(sha256);
	files.hear("2");
	await vi.waitFor(() => expect(files.states.size).toBe(0));
	await add(files, pdf());
	await becomes(files, sha256, "stored");
	expect(server.content(sha256)).toBe(await pdf().text());
});

test("the way of all files counts the bytes, also of those that arrived", async () => {
	const files = page(false);
	const seen: string[] = [];
	files.subscribe(() => seen.push(files.progress ? `${files.progress.count} ${files.progress.percent}` : "none"));
	await add(files, pdf(20));
	await add(files, pdf(30));
	files.allow(true);
	await vi.waitFor(() => expect(seen.at(-1)).toBe("none"));
	expect([...new Set(seen)]).toEqual(["1 0", "2 0", "2 20", "1 40", "1 59", "1 79", "none"]);
});

test("a full disk fails, and the next file is tried", async () => {
	const files = page();
	server.fails = { PutShowFilePart: { code: "InsufficientStorage", status: 507 } };
	const { sha256 } = await add(files, pdf());
	await becomes(files, sha256, "failed");
	expect(files.progress).toBeNull();
});

test("a browser that keeps no private files still shows and uploads a file", async () => {
	vi.stubGlobal("navigator", { onLine: true });
	const files = page();
	const { sha256 } = await add(files, pdf());
	expect(await (await files.open(sha256))?.text()).toBe(await pdf().text());
	await becomes(files, sha256, "stored");
	const other = await hash(pdf(20));
	server.parts.set(other, [await pdf(20).text()]);
	await files.open(other);
	server.parts.clear();
	expect(await files.open(other)).not.toBeNull();
});

test("a file that the browser lost before it was uploaded fails", async () => {
	const files = page(false);
	const { sha256 } = await add(files, pdf());
	browser.files.delete(`studio/7/${sha256}`);
	files.allow(true);
	await becomes(files, sha256, "failed");
	expect(files.states.get(sha256)).toEqual({ is: "failed", why: "gone" });
});

test("a deleted file is gone here and at the server, also in the middle of its upload", async () => {
	const files = page();
	const { sha256 } = await add(files, pdf());
	await becomes(files, sha256, "stored");
	await files.remove(sha256);
	expect([files.states.size, server.parts.size, await files.open(sha256)]).toEqual([0, 0, null]);
	let removed: Promise<void> | undefined;
	server.before = () => {
		removed ??= files.remove(sha256);
	};
	await add(files, pdf());
	await vi.waitFor(() => expect(removed).toBeDefined());
	await removed;
	const next = await add(files, pdf(20));
	await becomes(files, next.sha256, "stored");
	expect([...files.states.keys()]).toEqual([next.sha256]);
});

test("a file that the server has already is not sent", async () => {
	const sha256 = await hash(pdf());
	server.parts.set(sha256, [await pdf().text()]);
	const files = page();
	await becomes(files, sha256, "stored");
	await add(files, pdf());
	expect(server.calls).toEqual(["ListShowFiles"]);
});

test("an unusable file is refused before anything is kept", async () => {
	const files = page();
	await expect(add(files, new File(["<svg/>"], "a.png", { type: "image/png" }))).rejects.toThrow(FileRefused);
	expect([files.states.size, browser.files.size]).toEqual([0, 0]);
});

test("a file that cannot be read is forgotten, unless the show has it already", async () => {
	const files = page();
	const unread = (file: File) => files.add(file, () => Promise.reject(new Error("encrypted")));
	await expect(unread(pdf())).rejects.toThrow("encrypted");
	expect([files.states.size, browser.files.size, server.calls]).toEqual([0, 0, ["ListShowFiles"]]);
	const { sha256 } = await add(files, pdf());
	await becomes(files, sha256, "stored");
	await expect(unread(pdf())).rejects.toThrow("encrypted");
	expect(await files.open(sha256)).not.toBeNull();
});

test("a name loses what the server would refuse", async () => {
	const files = page(false);
	expect((await add(files, pdf(20, " a\u202e\u0000b\n.pdf "))).name).toBe("a b .pdf");
	const { name, sha256 } = await add(files, pdf(21, "\u200b"));
	expect(name).toBe(sha256.slice(0, 8));
});
