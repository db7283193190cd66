// @vitest-environment happy-dom
import "../testing/setup";
import { act, renderHook } from "@testing-library/react";
import { expect, test } from "vitest";
import { seenGuest } from "../testing/guests";
import type { SeenGuest } from "./guests";
import { useNewcomers } from "./useNewcomers";

const lei = seenGuest("lei", { OnAir: false });
const mia = seenGuest("mia", { OnAir: false });

function newcomers(first: SeenGuest[]) {
	const { result, rerender } = renderHook(({ guests }) => useNewcomers("se_host", guests), { initialProps: { guests: first } });
	return {
		names: () => result.current.newcomers.map((guest) => guest.UserName),
		letWait: (id: string) => act(() => result.current.letWait(id)),
		show: (guests: typeof first) => rerender({ guests }),
	};
}

test("guests backstage are newcomers until the host brings them on or lets them wait", () => {
	const { names, letWait, show } = newcomers([lei, mia]);
	expect(names()).toEqual(["lei", "mia"]);
	show([{ ...lei, OnAir: true }, mia]);
	expect(names()).toEqual(["mia"]);
	show([lei, mia]);
	expect(names()).toEqual(["mia"]);
	letWait(mia.SessionId);
	expect(names()).toEqual([]);
	expect(newcomers([lei, mia]).names()).toEqual([]);
	show([mia]);
	show([lei, mia]);
	expect(names()).toEqual(["lei"]);
});

test("a guest whose picture and sound have not arrived is not ready", () => {
	const { names, show } = newcomers([{ ...lei, person: null }]);
	expect(names()).toEqual([]);
	show([lei]);
	expect(names()).toEqual(["lei"]);
});
