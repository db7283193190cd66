/** The small pages: entering, and what went wrong. */
interface PageWords {
	entering: string;
	enteringText: string;
	asHost: string;
	asGuest: (name: string) => string;
	notYours: string;
	enter: string;
	spentTitle: string;
	spentText: string;
	refusedTitle: string;
	refusedText: string;
	onAirTitle: string;
	onAirText: string;
	onAirOpen: string;
	busyTitle: string;
	busyText: string;
	again: string;
	signedOutTitle: string;
	signedOutText: string;
	nothingTitle: string;
	nothingText: string;
	welcomeTitle: string;
	welcomeText: string;
	welcomeApi: string;
	apiTitle: string;
	apiText: string;
	apiDocument: string;
	apiFailed: string;
}

const zh: PageWords = {
	entering: "正在进入…",
	enteringText: "马上就好。",
	asHost: "你将以主播身份进入。",
	asGuest: (name) => `你将以嘉宾“${name}”的身份进入。`,
	notYours: "如果这个链接不是给你的，请关掉这个页面。",
	enter: "进入",
	spentTitle: "这次打开已经过时了",
	spentText: "请重新打开你的链接，会再带你进来。",
	refusedTitle: "这个链接已停用",
	refusedText: "请向发给你链接的人要一个新的。",
	onAirTitle: "你正在另一个标签页里直播",
	onAirText: "要继续那边的直播，关掉这个页面就好。",
	onAirOpen: "这个也打开",
	busyTitle: "现在连不上",
	busyText: "正在自动重试，不用做什么。",
	again: "再试一次",
	signedOutTitle: "这里不认识你",
	signedOutText: "请重新打开你的链接，会带你回到这里。",
	nothingTitle: "这里什么也没有",
	nothingText: "地址可能没有复制完整。请重新打开你的链接。",
	welcomeTitle: "Kaibo 已经在运行",
	welcomeText: "打开你的主播链接、嘉宾链接或观看链接就可以了。它们印在启动 Kaibo 的窗口里，或由你的系统发给你。",
	welcomeApi: "给开发者的接口文档",
	apiTitle: "接口文档",
	apiText: "这台服务器接受的全部签名调用。这里只能看，不能发：每次调用都要用你的密钥签名，SDK 会替你签。说明是英文的。",
	apiDocument: "同样的内容，给程序读（OpenAPI 3.1）",
	apiFailed: "没有读到接口列表。",
};

const en: PageWords = {
	entering: "Going in…",
	enteringText: "Just a moment.",
	asHost: "You’ll go in as the host.",
	asGuest: (name) => `You’ll go in as guest ${name}.`,
	notYours: "If this link wasn’t meant for you, close this page.",
	enter: "Go in",
	spentTitle: "This way in has run out",
	spentText: "Open your link again and it will bring you back in.",
	refusedTitle: "This link was turned off",
	refusedText: "Please ask the person who sent it to you for a new one.",
	onAirTitle: "You’re on air in another tab",
	onAirText: "To carry on there, just close this page.",
	onAirOpen: "Open this one as well",
	busyTitle: "Can’t connect right now",
	busyText: "Trying again by itself. Nothing to do.",
	again: "Try again",
	signedOutTitle: "You’re not signed in here",
	signedOutText: "Open your link again and it will bring you back here.",
	nothingTitle: "There is nothing here",
	nothingText: "Part of the address may be missing. Open your link again.",
	welcomeTitle: "Kaibo is running",
	welcomeText:
		"Open your host link, guest link or watch link. They stand in the window that Kaibo was started in, or your own system sent them to you.",
	welcomeApi: "Reference for developers",
	apiTitle: "API reference",
	apiText:
		"Every signed call that this server takes. It is here to be read, not to be tried: each call is signed with your key, and the SDKs do that for you.",
	apiDocument: "The same for programs (OpenAPI 3.1)",
	apiFailed: "The list of calls did not come.",
};

export const pages = { zh, en };
