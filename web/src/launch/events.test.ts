// @vitest-environment happy-dom
import "../testing/setup";
import { beforeEach, expect, test, vi } from "vitest";
import { pass } from "../testing/act";
import { FakeLocks } from "../testing/carriers";
import { kaibo, LaunchPage } from "../testing/launchPage";
import { FakeEventSource } from "../testing/server";

const open = () => FakeEventSource.opened.filter(({ closed }) => !closed).length;

beforeEach(() => {
	FakeEventSource.install();
	new FakeLocks().install();
	new LaunchPage("/l/x").load(["call"], {});
});

async function tab() {
	const heard = vi.fn();
	const lost = vi.fn();
	const stop = kaibo().events?.("/launch/lk_1/events", "launch", heard, lost) as () => void;
	const source = FakeEventSource.last;
	await pass(0);
	return { heard, lost, stop, source };
}

test("two tabs of a browser hold a stream, and a third one opens it for a moment", async () => {
	const tabs = [await tab(), await tab(), await tab()];
	for (const { source } of tabs) source.send("launch", { State: "open" });
	expect(tabs.map(({ heard }) => heard.mock.calls)).toEqual(Array(3).fill([[{ State: "open" }]]));
	expect(tabs.map(({ source }) => source.closed)).toEqual([false, false, true]);
	expect(open()).toBe(2);
	await pass(5_000);
	FakeEventSource.last.send("launch", { State: "opened" });
	expect(tabs[2]?.heard).toHaveBeenLastCalledWith({ State: "opened" });
	expect(open()).toBe(2);
});

test("a tab that ends gives its turn to the next", async () => {
	const [first, , third] = [await tab(), await tab(), await tab()];
	third.source.send("launch", {});
	first.stop();
	await pass(0);
	FakeEventSource.last.send("launch", {});
	expect(third.heard).toHaveBeenCalledTimes(2);
	expect(FakeEventSource.last.closed).toBe(false);
	third.stop();
	expect(open()).toBe(1);
	await pass(60_000);
	expect(open()).toBe(1);
});

test("an answer that is no stream ends the events, and a connection that breaks does not", async () => {
	const { lost, source } = await tab();
	source.dispatchEvent(new Event("error"));
	expect(lost).not.toHaveBeenCalled();
	Object.assign(source, { readyState: 2 }).dispatchEvent(new Event("error"));
	expect(lost).toHaveBeenCalledOnce();
	expect(open()).toBe(0);
});

test("a browser without Web Locks holds its stream", async () => {
	vi.spyOn(navigator, "locks", "get").mockReturnValue(undefined as unknown as LockManager);
	const { source } = await tab();
	source.send("launch", {});
	expect(source.closed).toBe(false);
});
