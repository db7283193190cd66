import { expect, test } from "vitest";
import { guideOf } from "./browserGuide";

const MAC = "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko)";
const WINDOWS = "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko)";
const PHONE = "Mozilla/5.0 (iPhone; CPU iPhone OS 18_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko)";
const ANDROID = "Mozilla/5.0 (Linux; Android 14; Pixel 8) AppleWebKit/537.36 (KHTML, like Gecko)";

test.each([
	["Chrome", `${WINDOWS} Chrome/140.0.0.0 Safari/537.36`, 0, "chrome"],
	["Chrome on a Mac", `${MAC} Chrome/140.0.0.0 Safari/537.36`, 0, "chrome"],
	["Edge", `${WINDOWS} Chrome/140.0.0.0 Safari/537.36 Edg/140.0.0.0`, 0, "edge"],
	["Safari", `${MAC} Version/18.5 Safari/605.1.15`, 0, "safari"],
	["Safari on an iPad", `${MAC} Version/18.5 Safari/605.1.15`, 5, "ios"],
	["Safari on an iPhone", `${PHONE} Version/18.5 Mobile/15E148 Safari/604.1`, 5, "ios"],
	["Chrome on an iPhone", `${PHONE} CriOS/140.0.0.0 Mobile/15E148 Safari/604.1`, 5, "iosApp"],
	["Firefox", "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0", 0, "firefox"],
	["Chrome on Android", `${ANDROID} Chrome/140.0.0.0 Mobile Safari/537.36`, 5, "android"],
	["WeChat on Android", `${ANDROID} Version/4.0 Chrome/116.0.0.0 Mobile Safari/537.36 MicroMessenger/8.0.60`, 5, "inApp"],
	["WeChat on an iPhone", `${PHONE} Mobile/15E148 MicroMessenger/8.0.60(0x18003c2f) NetType/WIFI`, 5, "inApp"],
	["another app on Android", `${ANDROID.replace(")", "; wv)")} Version/4.0 Chrome/140.0.0.0 Mobile Safari/537.36`, 5, "inApp"],
	["our own app", `${WINDOWS} QtWebEngine/6.10.0 Chrome/134.0.0.0 Safari/537.36`, 0, "other"],
	["an unknown browser", "Lynx/2.9", 0, "other"],
])("%s keeps permissions in a place of its own", (_, userAgent, maxTouchPoints, guide) => {
	expect(guideOf({ userAgent, maxTouchPoints })).toBe(guide);
});
