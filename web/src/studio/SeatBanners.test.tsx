// @vitest-environment happy-dom
import "../testing/setup";
import { act, fireEvent, render, screen } from "@testing-library/react";
import { beforeEach, expect, test, vi } from "vitest";
import { setLanguage } from "../i18n/language";
import type { View } from "../net/types";
import { pass } from "../testing/act";
import { sessionOf } from "../testing/session";
import { viewOf } from "../testing/view";
import { SeatBanners } from "./SeatBanners";

beforeEach(() => setLanguage("en"));

const Asked = { Mine: false, Told: true, SecondsLeft: 10, Browser: "Safari", System: "iPad" };
const asked = viewOf({ Seat: { Asked } });
const lost = viewOf({ Seat: { Mine: false } });

function banners(view: View, renewing = false) {
	const fake = sessionOf();
	const onRenewing = vi.fn();
	const page = (next: View) => <SeatBanners session={fake.session} view={next} renewing={renewing} onRenewing={onRenewing} />;
	const { rerender, container } = render(page(view));
	const click = (id: string) => act(async () => fireEvent.click(container.querySelector(`#${id}`) as Element));
	return { ...fake, onRenewing, container, click, show: (next: View) => rerender(page(next)) };
}

test("a device that wants to host is named, with the seconds that are left", async () => {
	const { container } = banners(asked);
	expect(screen.getByText("Safari on iPad wants to host instead")).toBeTruthy();
	expect(screen.getByRole("timer").textContent).toBe("10");
	await pass(3_000);
	expect(screen.getByRole("timer").textContent).toBe("7");
	expect(container.querySelector("#renew-link")).toBeNull();
});

test("a refusal is sent and offers a new link", async () => {
	const { click, calls, onRenewing } = banners(asked);
	await click("refuse");
	expect(calls()).toEqual([["RefuseTakeOver", { Tab: "this-tab" }]]);
	expect(onRenewing).toHaveBeenCalledWith(true);
});

test("handing over is sent and offers no new link", async () => {
	const { click, calls, onRenewing } = banners(asked);
	await click("hand-over");
	expect(calls()).toEqual([["HandOver", { Tab: "this-tab" }]]);
	expect(onRenewing).not.toHaveBeenCalled();
});

test("a page without the seat shows no question and no offer", () => {
	const mine = viewOf({ Seat: { Mine: false, Asked } });
	expect(banners(mine, true).container.innerHTML).toBe("");
});

test("a seat that came back offers a new link, a seat that was never lost does not", () => {
	const { show, onRenewing } = banners(viewOf());
	show(viewOf({ Viewers: 1 }));
	expect(onRenewing).not.toHaveBeenCalled();
	show(lost);
	expect(onRenewing).not.toHaveBeenCalled();
	show(viewOf());
	expect(onRenewing.mock.calls).toEqual([[true]]);
	const first = banners(lost);
	first.show(viewOf());
	expect(first.onRenewing).not.toHaveBeenCalled();
});

test("a new link is made on a click and can be copied", async () => {
	const writeText = vi.fn(async () => {});
	vi.stubGlobal("navigator", { clipboard: { writeText } });
	const { click, call, container } = banners(viewOf(), true);
	call.mockResolvedValueOnce({ Url: "https://kaibo.test/l/new" });
	await click("renew-link");
	expect(call.mock.calls).toEqual([["RenewLink", { Tab: "this-tab" }]]);
	await click("copy-host-link");
	expect(writeText).toHaveBeenCalledWith("https://kaibo.test/l/new");
	expect(container.querySelector("#copy-host-link")?.textContent).toBe("Copied");
	await pass(2_000);
	expect(container.querySelector("#copy-host-link")?.textContent).toBe("Copy the new link");
});

test("a link that could not be made can be tried again", async () => {
	const { click, call } = banners(viewOf(), true);
	call.mockRejectedValueOnce(new TypeError("down"));
	await click("renew-link");
	expect(screen.getByText("That didn’t work")).toBeTruthy();
	call.mockResolvedValueOnce({ Url: "https://kaibo.test/l/new" });
	await click("renew-link");
	expect(screen.getByText("The old link is off")).toBeTruthy();
});
