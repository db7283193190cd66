/** The small pages: entering, and what went wrong. */
interface EnterWords {
	entering: string;
	enteringText: string;
	asHost: string;
	asGuest: (name: string) => string;
	asAssistant: string;
	notYours: string;
	enter: string;
	refused: Record<"spent" | "gone" | "expired" | "early" | "used", { title: string; text: string }>;
	elsewhereTitle: (device: string) => string;
	elsewhereText: string;
	moveHere: string;
	onAir: Record<"same" | "other", { title: string; text: string; go: string }>;
	busyTitle: string;
	busyText: string;
	signedOutTitle: string;
	signedOutText: string;
	welcomeTitle: string;
	welcomeText: string;
	welcomeApi: string;
	welcomeConsole: string;
	welcomeKey: string;
}

const zh: EnterWords = {
	entering: "正在进入…",
	enteringText: "马上就好。",
	asHost: "你将以主播身份进入。",
	asAssistant: "你将以助教身份进入。",
	asGuest: (name) => (name ? `你将以嘉宾“${name}”的身份进入。` : "你将以嘉宾身份进入。"),
	notYours: "如果这个链接不是给你的，请关掉这个页面。",
	enter: "进入",
	refused: {
		spent: { title: "登录已过期", text: "请重新打开你的链接，会再带你进来。" },
		gone: { title: "这个链接已停用", text: "请向发给你链接的人要一个新的。" },
		expired: { title: "这个链接过期了", text: "请重新打开它，可以在那里请主播给个新的。" },
		early: { title: "你来早了", text: "请重新打开你的链接，页面开着，到时会自动带你进来。" },
		used: { title: "这个链接已经用过了", text: "如果是你，请在那台设备上继续；也可以重新打开链接，请主播给个新的。" },
	},
	elsewhereTitle: (device) => `你已经在另一台设备上：${device}`,
	elsewhereText: "这个链接同一时间只能在一处使用。换到这里，那边就会停下。",
	moveHere: "换到这里",
	onAir: {
		same: {
			title: "这场直播正在这个浏览器的另一个标签页里进行",
			text: "要留在那边继续，关掉这个页面就好。换到这里，那边就会停下。",
			go: "换到这里",
		},
		other: {
			title: "你正在另一个标签页里直播",
			text: "要继续那边的直播，关掉这个页面就好。",
			go: "这个也打开",
		},
	},
	busyTitle: "现在连不上",
	busyText: "正在自动重试，不用做什么。",
	signedOutTitle: "登录已失效",
	signedOutText: "请重新打开你的链接，会带你回到这里。",
	welcomeTitle: "Kaibo 已经在运行",
	welcomeText: "打开你的主播链接、嘉宾链接或观看链接就可以了。它们显示在启动 Kaibo 的终端里，或由你的系统发给你。",
	welcomeApi: "给开发者的接口文档",
	welcomeConsole: "控制台",
	welcomeKey: "输入口令",
};

const en: EnterWords = {
	entering: "Joining…",
	enteringText: "Just a moment.",
	asHost: "You’ll join as the host.",
	asAssistant: "You’ll join as an assistant.",
	asGuest: (name) => (name ? `You’ll join as guest ${name}.` : "You’ll join as a guest."),
	notYours: "If this link wasn’t meant for you, close this page.",
	enter: "Join",
	refused: {
		spent: { title: "This sign-in has expired", text: "Open your link again and it will bring you back in." },
		gone: { title: "This link was turned off", text: "Please ask the person who sent it to you for a new one." },
		expired: { title: "This link has expired", text: "Open it again: there you can ask the host for a new one." },
		early: { title: "You’re early", text: "Open your link again and keep it open: it lets you in when it is time." },
		used: {
			title: "This link was already used",
			text: "Was that you? Continue there. Or open your link again and ask the host for a new one.",
		},
	},
	elsewhereTitle: (device) => `You’re already in, on ${device}`,
	elsewhereText: "This link works in one place at a time. Move here, and it stops over there.",
	moveHere: "Move here",
	onAir: {
		same: {
			title: "You’re on air with this in another tab of this browser",
			text: "To stay there, just close this page. Bring it here, and it stops over there.",
			go: "Bring it here",
		},
		other: {
			title: "You’re on air in another tab",
			text: "To carry on there, just close this page.",
			go: "Open this one as well",
		},
	},
	busyTitle: "Can’t connect right now",
	busyText: "Retrying automatically. You don’t have to do anything.",
	signedOutTitle: "You’re not signed in here",
	signedOutText: "Open your link again and it will bring you back here.",
	welcomeTitle: "Kaibo is running",
	welcomeText:
		"Open your host link, guest link or watch link. You’ll find them in the terminal where Kaibo was started, or your own system sent them to you.",
	welcomeApi: "Reference for developers",
	welcomeConsole: "Console",
	welcomeKey: "Type a key",
};

export const enterWords = { zh, en };
