// @vitest-environment happy-dom
import "../testing/setup";
import { act, fireEvent, render } from "@testing-library/react";
import { useEffect } from "react";
import { beforeEach, expect, test, vi } from "vitest";
import { setLanguage } from "../i18n/language";
import { pass } from "../testing/act";
import { PageBoundary } from "./PageBoundary";
import { useCrash } from "./useCrash";
import { useLoaded } from "./useLoaded";

let broken = true;
beforeEach(() => {
	broken = true;
	setLanguage("en");
	vi.spyOn(console, "error").mockImplementation(() => {});
});

function Part() {
	if (broken) throw new Error("broken");
	return <p id="part">here</p>;
}

const again = async (container: HTMLElement) =>
	act(async () => fireEvent.click(container.querySelector("#try-again") as Element));

test("a page that fails says so in the person's language, and comes back on a click", async () => {
	const { container } = render(
		<PageBoundary>
			<Part />
		</PageBoundary>,
	);
	expect(container.querySelector("h1")?.textContent).toBe("Something went wrong on this page");
	act(() => setLanguage("zh"));
	expect(container.querySelector("h1")?.textContent).toBe("这个页面出错了");
	await again(container);
	expect(container.querySelector("#page-failed")).not.toBeNull();
	broken = false;
	await again(container);
	expect(container.querySelector("#part")).not.toBeNull();
});

test("what stands outside goes on while the page inside has failed", async () => {
	const [started, stopped] = [vi.fn(), vi.fn()];
	function Owner() {
		useEffect(() => {
			started();
			return stopped;
		}, []);
		return (
			<PageBoundary goesOn="The show goes on">
				<Part />
			</PageBoundary>
		);
	}
	const { container } = render(<Owner />);
	expect(container.textContent).toContain("The show goes on");
	broken = false;
	await again(container);
	expect([started.mock.calls.length, stopped.mock.calls.length]).toEqual([1, 0]);
});

test("an error outside of rendering reaches the boundary by useCrash", () => {
	function Later() {
		const crash = useCrash();
		useEffect(() => crash(new Error("later")), [crash]);
		return null;
	}
	const { container } = render(
		<PageBoundary>
			<Later />
		</PageBoundary>,
	);
	expect(container.querySelector("#page-failed")).not.toBeNull();
});

test("code that does not come is asked for again on a click", async () => {
	const load = vi.fn(async () => {
		if (broken) throw new TypeError("Failed to fetch dynamically imported module");
		return { default: () => <p id="part">here</p> };
	});
	function Loading() {
		const Loaded = useLoaded(load);
		return Loaded && <Loaded />;
	}
	const { container } = render(
		<PageBoundary>
			<Loading />
		</PageBoundary>,
	);
	await pass();
	broken = false;
	await again(container);
	await pass();
	expect(container.querySelector("#part")).not.toBeNull();
	expect(load).toHaveBeenCalledTimes(2);
});
