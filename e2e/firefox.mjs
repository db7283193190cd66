// Drives Debian's Firefox over WebDriver BiDi: one order a line on stdin, one answer a line on stdout, both JSON.
// `{ page: "new" | 0…, do: "goto" | "click" | "press" | "wait" | "read", with: [...] }` → `{ is: … }` or `{ error: "…" }`
import { createInterface } from "node:readline";
import { launch } from "puppeteer-core";

const PREFERENCES = {
	"media.navigator.streams.fake": true,
	"media.navigator.permission.disabled": true,
	"media.autoplay.default": 0,
	"intl.accept_languages": "en-US",
	// Firefox asks nobody for updates, and calls nobody, while a test runs.
	"app.update.enabled": false,
	"datareporting.policy.dataSubmissionEnabled": false,
	"network.captive-portal-service.enabled": false,
};
const WAIT_MS = 60_000; // a machine where much else runs takes long

const browser = await launch({
	browser: "firefox",
	executablePath: process.argv[2],
	headless: true,
	extraPrefsFirefox: PREFERENCES,
	defaultViewport: { width: 1280, height: 800 },
});
const pages = [];
const said = [];

async function open() {
	const page = await (await browser.createBrowserContext()).newPage();
	page.setDefaultTimeout(WAIT_MS);
	page.on("console", (message) => message.type() === "error" && said.push(message.text()));
	page.on("pageerror", (error) => said.push(String(error)));
	pages.push(page);
	return pages.length - 1;
}

const ORDERS = {
	goto: (page, url) => page.goto(url).then(() => true),
	reload: (page) => page.reload().then(() => true),
	click: (page, selector) => page.click(selector).then(() => true),
	press: (page, key) => page.keyboard.press(key).then(() => true),
	wait: (page, selector) => page.waitForSelector(selector).then(() => true),
	read: (page, script) => page.evaluate(script),
};

for await (const line of createInterface({ input: process.stdin })) {
	const { page, order, given } = JSON.parse(line);
	try {
		const is = order === "open" ? await open() : order === "said" ? said : await ORDERS[order](pages[page], ...given);
		console.log(JSON.stringify({ is: is ?? null }));
	} catch (error) {
		console.log(JSON.stringify({ error: String(error) }));
	}
}
await browser.close();
