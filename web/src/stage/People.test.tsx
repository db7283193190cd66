// @vitest-environment happy-dom
import "../testing/setup";
import { render, screen } from "@testing-library/react";
import { beforeEach, expect, test, vi } from "vitest";
import { setLanguage } from "../i18n/language";
import { viewOf } from "../testing/view";
import { People } from "./People";

const act = {
	onLetWait() {},
	onMeet() {},
	onAir() {},
	onRemove() {},
	onRemoveAll() {},
	onRestore() {},
	onGrant() {},
	onDecline() {},
};

beforeEach(() => setLanguage("en"));

test.each([
	[600, "0"],
	[400, null],
])("a list of people that is %i px high in 400 px has tabindex %s", (height, tabIndex) => {
	vi.spyOn(Element.prototype, "scrollHeight", "get").mockReturnValue(height);
	vi.spyOn(HTMLElement.prototype, "clientHeight", "get").mockReturnValue(400);
	render(<People view={viewOf()} asks={[]} guests={[]} newcomers={[]} active={false} met shown={new Set()} {...act} />);
	expect(screen.getByRole("region", { name: "Guests" }).getAttribute("tabindex")).toBe(tabIndex);
});
