import { expect, test } from "vitest";
import { type FacingCamera, facingOf, otherSide } from "./facing";

const camera = (label: string, facingMode?: string[]) =>
	({ kind: "videoinput", deviceId: label, label, ...(facingMode && { getCapabilities: () => ({ facingMode }) }) }) as never;

test.each([
	["what the browser knows", camera("camera2 1", ["user"]), "user"],
	["what the browser knows before the label", camera("Front Camera", ["environment"]), "environment"],
	["an English label", camera("camera2 0, facing back"), "environment"],
	["a Chinese label", camera("后置双广角镜头"), "environment"],
	["a Chinese label of the other side", camera("前置相机"), "user"],
	["a label, where the browser says nothing", camera("Front Camera", []), "user"],
	["a webcam", camera("Feedback HD", []), ""],
])("the side of a camera is told by %s", (_, device, facing) => {
	expect(facingOf(device)).toBe(facing);
});

const of = (id: string, facing: FacingCamera["facing"]) => ({ id, label: id, facing });
const PHONE = [of("front", "user"), of("back", "environment"), of("wide", "environment")];

test("a phone turns between the first camera of each side", () => {
	expect(otherSide(PHONE, "front")?.id).toBe("back");
	expect(otherSide(PHONE, "back")?.id).toBe("front");
	expect(otherSide(PHONE, "wide")?.id).toBe("front");
});

test("a computer's cameras have no sides to turn between", () => {
	expect(otherSide([of("one", ""), of("two", "")], "one")).toBeUndefined();
	expect(otherSide([of("front", "user")], "front")).toBeUndefined();
	expect(otherSide(PHONE, "unknown")).toBeUndefined();
});
