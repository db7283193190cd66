// @vitest-environment happy-dom
import "../testing/setup";
import { expect, test, vi } from "vitest";
import inapp from "../../../server/kaibo/pages/launch/static/inapp.js?raw";
import { kaibo, LaunchPage } from "../testing/launchPage";

const IOS = "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1.15 Mobile/15E148 ";
const WEB_VIEW = "Mozilla/5.0 (Linux; Android 14; Pixel 8; wv) AppleWebKit/537.36 Chrome/130.0 Mobile Safari/537.36 ";
const CHROME = "Mozilla/5.0 (Linux; Android 14; Pixel 8) AppleWebKit/537.36 Chrome/140.0.0.0 Mobile Safari/537.36";
const SAFARI = `${IOS.replace("Mobile", "Version/18.0 Mobile")}Safari/604.1`;

test.each([
	["DingTalk", `${IOS}AliApp(DingTalk/7.6.30) com.laiwang.DingTalk/35910152`],
	["DingTalk", `${WEB_VIEW}AliApp(DingTalk/7.6.30) com.alibaba.android.rimet/35910152`],
	["Lark", `${IOS}Lark/7.20.5 LarkLocale/zh_CN ChannelName/Feishu`],
	["Instagram", `${IOS}Instagram 300.0.0.29 (iPhone14,5; iOS 18_0; en_US)`],
	["Instagram", `${WEB_VIEW}Instagram 300.0.0.29 Android`],
	["Facebook", `${IOS}[FBAN/FBIOS;FBAV/440.0.0.30]`],
	["Facebook", `${WEB_VIEW}[FB_IAB/FB4A;FBAV/430.0.0.23]`],
	["Messenger", `${WEB_VIEW}[FB_IAB/Orca-Android;FBAV/440.0.0.10]`],
	["QQ", `${IOS}QQ/9.0.8.611 V1_IPH_SQ`],
	["Weibo", `${IOS}Weibo (iPhone15,2__weibo__14.1.0__iphone__os18.0)`],
	["Douyin", `${IOS}aweme_28.5.0 JsSdk/2.0`],
	["TikTok", `${IOS}musical_ly_33.1.0 BytedanceWebview/d8a21c6`],
	["This app", WEB_VIEW],
	["", CHROME],
	["", SAFARI],
])("the page names %j in the browser that calls itself %s", (name, agent) => {
	vi.spyOn(navigator, "userAgent", "get").mockReturnValue(agent);
	const page = new LaunchPage("/l/token");
	page.load(["call", "speak"], { page: "launch" }, '<h2 data-app="name" data-first="yes"></h2>');
	new Function("location", inapp)(page.location);
	expect(kaibo().inApp).toBe(name !== "");
	expect(document.querySelector("h2")?.textContent).toBe(name);
});
