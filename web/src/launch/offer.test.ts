// @vitest-environment happy-dom
import "../testing/setup";
import { afterEach, expect, test, vi } from "vitest";
import offer from "../../../server/kaibo/pages/launch/static/offer.js?raw";
import { kaibo, LaunchPage } from "../testing/launchPage";

const LINUX = "Mozilla/5.0 (X11; Linux x86_64) Chrome/156.0";
const WINDOWS = "Mozilla/5.0 (Windows NT 10.0; Win64; x64) Chrome/156.0";
const MAC = "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) Chrome/156.0";
const FILES = [
	["windows", "x86_64", "kaibo.exe"],
	["linux", "arm64", "arm64.deb"],
	["linux", "x86_64", "amd64.deb"],
	["macos", "x86_64", "intel.dmg"],
	["macos", "arm64", "apple.dmg"],
];
const LIST = FILES.map(
	([system, arch, file]) => `<li data-file="${file}" data-system="${system}" data-arch="${arch}"><p class="how"></p></li>`,
);
const PAGE = `<a id="download-app"></a><div><p id="how-here"></p></div><ul>${LIST.join("")}</ul>`;

afterEach(() => {
	Reflect.deleteProperty(navigator, "userAgentData");
});

test.each([
	["Linux on x86-64", LINUX, "x86", "amd64.deb"],
	["Linux on ARM, whose Chromium says x86_64 in its name", LINUX, "arm", "arm64.deb"],
	["Linux whose browser tells no processor", LINUX, "", "amd64.deb"],
	["Linux whose browser has the processor in its name", LINUX.replace("x86_64", "aarch64"), "", "arm64.deb"],
	["Windows on x86-64", WINDOWS, "x86", "kaibo.exe"],
	["Windows on ARM, which also runs programs for x86-64", WINDOWS, "arm", "kaibo.exe"],
	["a Mac with an Apple processor", MAC, "arm", "apple.dmg"],
	["a Mac that tells no processor, because every Mac runs this one", MAC, "", "intel.dmg"],
])("the offer fits %s", async (_, agent, processor, file) => {
	vi.spyOn(navigator, "userAgent", "get").mockReturnValue(agent);
	const told = { getHighEntropyValues: async () => ({ architecture: processor, bitness: "64" }) };
	if (processor) Object.defineProperty(navigator, "userAgentData", { value: told, configurable: true });
	const page = new LaunchPage("/l/token");
	page.load(["call", "speak"], { page: "launch" }, PAGE);
	new Function("location", offer)(page.location);
	const { find } = kaibo().offer as unknown as LaunchPage["offer"];
	expect((await find())?.dataset.file).toBe(file);
	expect(document.getElementById("download-app")?.getAttribute("href")).toBe(`/download/${file}`);
	expect(document.querySelector("li")?.dataset.file).toBe(file);
});

test("sizes are in MB, as the language writes numbers, with a digit behind the point when they are small", () => {
	const bytes = [1, 9.54 * 2 ** 20, 101 * 2 ** 20, 1234 * 2 ** 20];
	const page = new LaunchPage("/l/token");
	page.load(["call", "speak"], { page: "launch" }, bytes.map((size) => `<b data-size="${size}"></b>`).join(""));
	new Function("location", offer)(page.location);
	const told = [...document.querySelectorAll("b")].map((element) => element.textContent);
	expect(told).toEqual(["0.1\u00a0MB", "9.5\u00a0MB", "101\u00a0MB", "1,234\u00a0MB"]);
});
