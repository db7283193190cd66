/** The page that asks an assistant for a password. */
interface PasswordWords {
	title: string;
	text: string;
	password: string;
	enter: string;
	said: Record<"wrong" | "wait" | "opening" | "starting", string>;
	goneTitle: string;
	goneText: string;
}

const zh: PasswordWords = {
	title: "助教登录",
	text: "请输入主办方给你的密码，然后就能协助这场直播。",
	password: "密码",
	enter: "进入",
	said: {
		wrong: "密码不对。请对照再看一遍，或者问问给你密码的人。",
		wait: "尝试次数过多，请过一分钟再试。",
		opening: "正在进入…",
		starting: "现在连不上，正在自动重试。",
	},
	goneTitle: "这个地址已停用",
	goneText: "请向发给你的人要一个新的。",
};

const en: PasswordWords = {
	title: "Sign in as an assistant",
	text: "Type the password that you were given. It lets you help with the show.",
	password: "Password",
	enter: "Join",
	said: {
		wrong: "This password is wrong. Check it, or ask the person who gave it to you.",
		wait: "Too many attempts. Wait a minute, then try again.",
		opening: "Joining…",
		starting: "Can’t connect right now. Retrying automatically.",
	},
	goneTitle: "This address was turned off",
	goneText: "Please ask the person who sent it to you for a new one.",
};

export const passwordWords = { zh, en };
