import { expect, test } from "vitest";
import { isUp } from "./air";
import { FIRST } from "./first";
import { isSaid, lowerSaid, raiseSaid, withoutSaid, withSaid } from "./said";
import { checked } from "./validate";

const AKI = { name: "Aki", text: "When do we move?" };
const NOBODY = { name: "", text: "x".repeat(200) };

test("words go on the air and off again, and leave the design as it was", () => {
	const on = raiseSaid(withSaid(FIRST, AKI));
	expect(isSaid(on, AKI)).toBe(true);
	expect(isSaid(on, NOBODY)).toBe(false);
	const off = withoutSaid(lowerSaid(on));
	expect(off).toEqual(FIRST);
});

test("others take the place of the words before, also on the air", () => {
	const on = raiseSaid(withSaid(lowerSaid(raiseSaid(withSaid(FIRST, AKI))), NOBODY));
	expect(on.overlays).toHaveLength(FIRST.overlays.length + 1);
	expect(isSaid(on, NOBODY)).toBe(true);
	expect(on.overlays.filter(({ id }) => isUp(on, id))).toHaveLength(1);
});

test("the design with the words is one that the server takes", () => {
	const on = raiseSaid(withSaid(FIRST, AKI));
	expect(checked(JSON.parse(JSON.stringify(on)))).toEqual(on);
});
