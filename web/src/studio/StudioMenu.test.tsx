// @vitest-environment happy-dom
import "../testing/setup";
import { fireEvent, render, screen } from "@testing-library/react";
import { useState } from "react";
import { beforeEach, expect, test, vi } from "vitest";
import type { Recording } from "../companion/Record";
import type { EditMode } from "../editor/useEditMode";
import { setLanguage } from "../i18n/language";
import { sessionOf } from "../testing/session";
import { viewOf } from "../testing/view";
import { SeatBanners } from "./SeatBanners";
import { StudioMenu } from "./StudioMenu";
import type { StudioParts } from "./useStudio";

beforeEach(() => setLanguage("en"));

function Bar({ open = true, recording = null }: { open?: boolean; recording?: Recording | null }) {
	const [renewing, renew] = useState(false);
	const [fades, turnFade] = useState(false);
	const studio = { open, renewing, renew, fades, turnFade } as StudioParts;
	return (
		<>
			<StudioMenu
				session={sessionOf().session}
				view={viewOf()}
				studio={studio}
				editor={editor}
				recording={recording}
				onName={onName}
				onKeys={onKeys}
			/>
			<SeatBanners session={sessionOf().session} view={viewOf()} renewing={renewing} onRenewing={renew} />
		</>
	);
}

const editor = { open: false, toggle: () => {} } as EditMode;
const onKeys = vi.fn();
const onName = vi.fn();
const items = () => [...document.querySelectorAll("[role^=menuitem]")].map((item) => item.textContent);
const choose = (name: string) => {
	fireEvent.click(screen.getByRole("button", { name: /More|更多/ }));
	fireEvent.click(screen.getByText(name));
};

test("a host who fears for the link finds the offer of a new one, with the focus on it", () => {
	render(<Bar />);
	expect(document.querySelector("#renew-link")).toBeNull();
	choose("Does someone else have your link?");
	expect(document.activeElement?.id).toBe("renew-link");
});

test("the own name, the keys and the language are chosen in the menu", () => {
	render(<Bar />);
	choose("Your name");
	expect(onName).toHaveBeenCalledOnce();
	choose("Keys");
	expect(onKeys).toHaveBeenCalledOnce();
	choose("中文");
	expect(items()).toContain("English");
});

test("a page that was taken over offers no new link", () => {
	render(<Bar open={false} />);
	expect(document.querySelector("#new-link")).toBeNull();
});

test("only the app's page records, and its item says what a click does", () => {
	const { rerender } = render(<Bar />);
	expect(document.querySelector("#record")).toBeNull();
	const toggle = vi.fn();
	rerender(<Bar recording={{ recording: false, since: 0, toggle }} />);
	choose("Record on this computer");
	expect(toggle).toHaveBeenCalledOnce();
	rerender(<Bar recording={{ recording: true, since: 1, toggle }} />);
	expect(document.querySelector("#record")?.getAttribute("aria-checked")).toBe("true");
	expect(items()).toContain("Stop recording");
});

test("scenes cut or fade, as the host chooses", () => {
	render(<Bar />);
	const chosen = () => document.querySelector("[data-switch][aria-checked=true]")?.textContent;
	expect(chosen()).toBe("Cut");
	choose("Fade");
	expect(chosen()).toBe("Fade");
});
