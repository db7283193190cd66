// @vitest-environment happy-dom
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { FakePrivateFiles } from "../testing/privateFiles";
import { privateFolder } from "./privateFiles";

let browser: FakePrivateFiles;
const folder = privateFolder("studio/7");

beforeEach(() => {
	browser = new FakePrivateFiles();
});
afterEach(() => vi.unstubAllGlobals());

test("a file is kept in its folder, read, listed and removed", async () => {
	expect(await folder.write("a", new Blob(["hello"]))).toBe(true);
	expect([...browser.files.keys()]).toEqual(["studio/7/a"]);
	expect(await (await folder.read("a"))?.text()).toBe("hello");
	expect([await folder.names(), await privateFolder("studio/8").names()]).toEqual([["a"], []]);
	await folder.remove("a");
	await folder.remove("a");
	expect([await folder.read("a"), browser.files.size]).toEqual([null, 0]);
});

test("a file that was half written when the page closed does not count", async () => {
	browser.dies = true;
	void folder.write("a", new Blob(["hello"]));
	await vi.waitFor(() => expect(browser.files.get("studio/7/a.new")?.size).toBe(2));
	expect([await folder.read("a"), await folder.names()]).toEqual([null, []]);
});

test("a full browser keeps nothing, and says so", async () => {
	browser.room = 3;
	expect(await folder.write("a", new Blob(["hello"]))).toBe(false);
	expect(await folder.names()).toEqual([]);
});

test.each([
	["has none", {}],
	["refuses them", { storage: { getDirectory: () => Promise.reject(new DOMException("no", "SecurityError")) } }],
])("a browser that %s keeps nothing, and says so", async (_, navigator) => {
	vi.stubGlobal("navigator", navigator);
	expect(await folder.write("a", new Blob(["hello"]))).toBe(false);
	expect([await folder.read("a"), await folder.names(), await folder.remove("a")]).toEqual([null, [], undefined]);
});

test("a worker writes at once, where a browser has no other way", async () => {
	const written: unknown[] = [];
	const access = {
		truncate: () => {},
		write: (bytes: ArrayBuffer) => written.push(bytes) && bytes.byteLength,
		flush: () => {},
		close: () => written.push("closed"),
	};
	const handle = { createSyncAccessHandle: async () => access };
	const here = { getDirectoryHandle: async () => here, getFileHandle: async () => handle, removeEntry: async () => {} };
	vi.stubGlobal("navigator", { storage: { getDirectory: async () => here } });
	expect(await folder.write("a", new Blob(["hello"]))).toBe(true);
	expect(written.map((each) => (each instanceof ArrayBuffer ? each.byteLength : each))).toEqual([5, "closed"]);
	access.write = () => 2;
	expect(await folder.write("a", new Blob(["hello"]))).toBe(false);
});
