// @vitest-environment happy-dom
import "../../testing/setup";
import { fireEvent, render, screen } from "@testing-library/react";
import { expect, test } from "vitest";
import { setLanguage } from "../../i18n/language";
import { pass } from "../../testing/act";
import { FakeServer } from "../../testing/server";
import { Links } from "./Links";
import type { OfShow } from "./ofShow";

const NEVER = { NotBefore: 0, ExpireTime: 0, MaxUses: 0, UsedCount: 0, LastUseTime: 0 };
const MADE = Date.UTC(2026, 10, 29, 9, 30) / 1000;
const link = (LinkId: string, CreateTime: number) => ({
	...NEVER,
	LinkId,
	CreateTime,
	ActivityId: 7,
	Role: "guest",
	State: "open",
	UserName: "",
	Note: "",
});

const shown = async () => {
	setLanguage("en");
	const server = new FakeServer({
		ListLaunchLinks: { Links: [link("a", MADE), link("b", MADE + 1), link("c", 0)], NextPageToken: "" },
		RotateLaunchLinks: {},
	});
	render(<Links {...({ id: 7, may: true, onOut: () => {} } as unknown as OfShow)} onChanged={() => {}} />);
	await pass();
	return server;
};

test("two links of one minute without a name differ by their seconds", async () => {
	await shown();
	const names = ["a", "b", "c"].map((id) => document.querySelector(`#copy-${id}`)?.getAttribute("aria-label"));
	expect(new Set(names).size).toBe(3);
	expect(names.at(-1)).toBe("Copy the link of Guest · Anybody with the link");
	const rows = [...document.querySelectorAll("[data-link]")].map((row) => row.textContent ?? "");
	expect(rows[0]).toContain("Made Nov 29, 2026");
	expect(rows[0]).not.toBe(rows[1]);
	expect(rows[2]).not.toContain("Made");
});

test("the links of assistants are replaced as those of hosts and guests are", async () => {
	const server = await shown();
	fireEvent.click(screen.getByText("Replace all assistant links"));
	fireEvent.click(screen.getByText("Replace them"));
	await pass();
	const call = server.calls.find(({ action }) => action === "RotateLaunchLinks");
	expect(call?.body).toEqual({ ActivityId: 7, Role: "assistant" });
});
