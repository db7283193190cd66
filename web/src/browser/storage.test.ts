// @vitest-environment happy-dom
import "../testing/setup";
import { beforeEach, expect, test, vi } from "vitest";

/** A storage that says no, as the browser's own does. */
const stub = (area: string, name: string, get: () => string | null) => {
	const refuse = () => {
		throw new DOMException("no", name);
	};
	vi.stubGlobal(area, { getItem: get, setItem: refuse, removeItem: refuse, clear: () => {} });
};

const refused = () => {
	throw new DOMException("denied", "SecurityError");
};

let storage: typeof import("./storage");

beforeEach(async () => {
	vi.resetModules();
	storage = await import("./storage");
});

test("a value goes to the browser's storage, each kind to its own", () => {
	expect(storage.deviceStorage.set("k", "device")).toBe(true);
	expect(storage.tabStorage.set("k", "tab")).toBe(true);
	expect([localStorage.getItem("k"), sessionStorage.getItem("k")]).toEqual(["device", "tab"]);
	expect(storage.deviceStorage.get("k")).toBe("device");
	storage.deviceStorage.remove("k");
	expect(storage.deviceStorage.get("k")).toBeNull();
});

test("a refused storage leaves the value to this page alone, and says so", () => {
	for (const area of ["localStorage", "sessionStorage"]) stub(area, "SecurityError", refused);
	for (const store of [storage.deviceStorage, storage.tabStorage]) {
		expect(store.get("k")).toBeNull();
		expect(store.set("k", "v")).toBe(false);
		expect(store.get("k")).toBe("v");
		store.remove("k");
		expect(store.get("k")).toBeNull();
	}
});

test("a full storage does not bring an older value back", () => {
	stub("localStorage", "QuotaExceededError", () => "old");
	expect(storage.deviceStorage.get("k")).toBe("old");
	expect(storage.deviceStorage.set("k", "new")).toBe(false);
	expect(storage.deviceStorage.get("k")).toBe("new");
	storage.deviceStorage.remove("k");
	expect(storage.deviceStorage.get("k")).toBeNull();
});

test("a storage that takes values again has them from then on", () => {
	stub("localStorage", "QuotaExceededError", () => "old");
	storage.deviceStorage.set("k", "new");
	vi.unstubAllGlobals();
	expect(storage.deviceStorage.set("k", "newer")).toBe(true);
	expect([storage.deviceStorage.get("k"), localStorage.getItem("k")]).toEqual(["newer", "newer"]);
});
