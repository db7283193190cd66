import type { NameProblem } from "./name";

/** Words that several pages share. */
interface UiWords {
	copied: string;
	device: (browser: string, system: string) => string;
	elsewhere: string;
	backTo: (host: string) => string;
	failedTitle: string;
	failedText: string;
	tryAgain: string;
	noCookiesTitle: string;
	noCookiesText: string;
	copyByHand: string;
	dismiss: string;
	invite: string;
	notLoaded: string;
	yourName: string;
	nameProblem: Record<Exclude<NameProblem, "">, string>;
}

const zh: UiWords = {
	copied: "已复制",
	device: (browser, system) => [system, browser].filter(Boolean).join(" 上的 "),
	elsewhere: "另一台设备",
	backTo: (host) => `回到 ${host}`,
	failedTitle: "这个页面出错了",
	failedText: "页面遇到错误，停住了。请再试一次；如果还不行，请刷新页面。",
	tryAgain: "再试一次",
	noCookiesTitle: "浏览器不允许这个网站使用 Cookie",
	noCookiesText:
		"Kaibo 要靠 Cookie 记住你已经进来。请在浏览器的设置里允许这个网站使用 Cookie，再试一次。如果还不行，请重新打开你的链接，它还没有用掉。",
	copyByHand: "这个浏览器不能自动复制，请自己复制：",
	dismiss: "知道了",
	invite: "邀请",
	notLoaded: "暂时连不上服务器。关掉这里，过一会儿再打开。",
	yourName: "你的名字",
	nameProblem: {
		empty: "请填写名字。",
		long: "名字最多 15 个字。",
		refused: "名字里有不能用的字符，请改一下。",
		failed: "没有保存成功，请再试一次。",
	},
};

/** Names a device whose browser and system are unknown. */
export const OTHER_DEVICE = "another device";

const en: UiWords = {
	copied: "Copied",
	device: (browser, system) => [browser, system].filter(Boolean).join(" on "),
	elsewhere: OTHER_DEVICE,
	backTo: (host) => `Back to ${host}`,
	failedTitle: "Something went wrong on this page",
	failedText: "An error stopped this page. Try again. If that does not help, reload the page.",
	tryAgain: "Try again",
	noCookiesTitle: "Your browser blocks cookies for this site",
	noCookiesText:
		"Kaibo needs a cookie to know that you are in. Allow cookies for this site in your browser’s settings, then try again. If that does not help, open your link again: it is not used up.",
	copyByHand: "This browser cannot copy by itself. Please copy this:",
	dismiss: "Dismiss",
	invite: "Invite",
	notLoaded: "The server can’t be reached. Close this, and open it again in a moment.",
	yourName: "Your name",
	nameProblem: {
		empty: "Please tell your name.",
		long: "A name has at most 15 letters.",
		refused: "Some of these letters cannot be used. Please change them.",
		failed: "The name was not saved. Please try again.",
	},
};

export const uiWords = { zh, en };
