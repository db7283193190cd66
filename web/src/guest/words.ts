interface Told {
	cause: string;
	cure: string;
}

/** The guest's page, before and after the stage. `host` is a name, or "". */
interface GuestWords {
	asGuest: (host: string) => string;
	recorded: string;
	/** On the button, by what joining does. */
	join: Record<"backstage" | "on-air" | "ask", string>;
	joining: string;
	joinBare: string;
	/** Below the button: the promise that is true for the mode. */
	promise: Record<"backstage" | "ask", (host: string) => string>;
	/** On the button, below its name. */
	atOnce: string;
	yourPicture: string;
	noPicture: string;
	turnCamera: string;
	waitingTitle: string;
	waitingText: string;
	/** The host's page is closed. */
	waitingAlone: string;
	stopWaiting: string;
	stageGoesOn: string;
	removedTitle: string;
	removedText: string;
	watch: string;
	over: { title: string; text: string };
	reason: Record<"revoked" | "moved" | "deleted" | "expired" | "turned-away", { title: string; text: string }>;
	movedTitle: string;
	movedText: string;
	bringBack: string;
	full: Told;
	crowded: Told;
	waitingFull: Told;
	failed: Told;
	placeLost: Told;
	offline: Told;
}

const zh: GuestWords = {
	asGuest: (host) => (host ? `你是${host}请来的嘉宾` : "你将作为嘉宾加入"),
	recorded: "本场直播会被录制。",
	join: { backstage: "进后台", "on-air": "加入连麦", ask: "申请加入" },
	joining: "正在加入…",
	joinBare: "不开摄像头，加入",
	promise: {
		backstage: (host) => `${host || "主播"}把你放进画面后，观众才看得到你。`,
		ask: (host) => `${host || "主播"}同意后你进后台，观众还看不到你。`,
	},
	atOnce: "一加入，观众就看得到你",
	yourPicture: "你的画面",
	noPicture: "还没有画面",
	turnCamera: "切换前后摄像头",
	waitingTitle: "主播知道你来了",
	waitingText: "同意后会自动进去，页面开着就好。",
	waitingAlone: "主播还没来。你已经在排队，主播一来就会看到。",
	stopWaiting: "不等了",
	stageGoesOn: "你仍在连麦，别人还能看到和听到你。点“再试一次”，页面就会回来。",
	removedTitle: "你已退出连麦",
	removedText: "主播结束了你的连麦。你还可以继续看直播。主播撤销后，这个页面会自动回来。",
	watch: "去看直播",
	over: { title: "直播已经结束", text: "你的摄像头和麦克风已关闭。谢谢你来。" },
	reason: {
		revoked: { title: "你的链接已停用", text: "你的摄像头和麦克风已关闭。请向发给你链接的人要一个新的。" },
		moved: { title: "你换到了另一台设备", text: "这里的摄像头和麦克风已关闭。想回到这里，请重新打开你的链接。" },
		deleted: { title: "这场直播已取消", text: "你的摄像头和麦克风已关闭。直播已被管理它的人删除。" },
		expired: { title: "登录已过期", text: "请重新打开你的链接，会再带你进来。" },
		"turned-away": { title: "这次没能进去", text: "主播现在不方便让你进来。你的链接还有效，之后可以重新打开再试。" },
	},
	movedTitle: "已转到另一个标签页",
	movedText: "你在这个浏览器的另一个标签页里。这里的摄像头和麦克风已关闭。",
	bringBack: "回到这里",
	full: { cause: "连麦人数已满", cure: "有人退出连麦后再试一次。" },
	crowded: { cause: "用这个链接连麦的人太多了", cure: "有人退出连麦后再试一次，或者要一个你自己的链接。" },
	waitingFull: { cause: "等待的人太多了", cure: "请过几分钟再试一次。" },
	failed: { cause: "没有成功", cure: "请再试一次。" },
	placeLost: {
		cause: "你的位置让出来了",
		cure: "你的画面和声音一直没有传到。换一个网络或关闭 VPN，再加入一次。",
	},
	offline: { cause: "现在连不上", cure: "正在自动重试，不用做什么。" },
};

const en: GuestWords = {
	asGuest: (host) => (host ? `You are a guest of ${host}` : "You’re joining as a guest"),
	recorded: "This show is recorded.",
	join: { backstage: "Join backstage", "on-air": "Join", ask: "Ask to join" },
	joining: "Joining…",
	joinBare: "Join without camera",
	promise: {
		backstage: (host) => `Viewers see you only when ${host || "the host"} brings you on.`,
		ask: (host) => `${host || "The host"} lets you in. Viewers don’t see you yet.`,
	},
	atOnce: "You are on air as soon as you join",
	yourPicture: "Your picture",
	noPicture: "No picture yet",
	turnCamera: "Other camera",
	waitingTitle: "The host knows that you are here",
	waitingText: "You come in by yourself once you are let in. Keep this page open.",
	waitingAlone: "The host isn’t here yet. You are in the queue, and the host sees it on arriving.",
	stopWaiting: "Stop waiting",
	stageGoesOn: "You are still on the stage, and the others see and hear you. Try again to bring the page back.",
	removedTitle: "You’ve left the stage",
	removedText:
		"The host ended your part. You can keep watching the show. If the host undoes this, this page comes back by itself.",
	watch: "Watch the show",
	over: { title: "The show is over", text: "Your camera and microphone are off. Thank you for joining." },
	reason: {
		revoked: {
			title: "Your link was turned off",
			text: "Your camera and microphone are off. Ask the person who sent it to you for a new one.",
		},
		moved: {
			title: "You moved to another device",
			text: "Your camera and microphone are off here. To come back here, open your link again.",
		},
		deleted: { title: "This show was cancelled", text: "Your camera and microphone are off. The organiser deleted the show." },
		expired: { title: "Your session has expired", text: "Open your link again and it will bring you back in." },
		"turned-away": {
			title: "You were not let in this time",
			text: "The host can’t let you in now. Your link still works: open it again later to ask once more.",
		},
	},
	movedTitle: "Moved to another tab",
	movedText: "You are in another tab of this browser. Your camera and microphone are off here.",
	bringBack: "Bring it back here",
	full: { cause: "The stage is full", cure: "Try again when someone has left." },
	crowded: {
		cause: "Too many people with this link are on the stage",
		cure: "Try again when one of them has left, or ask for a link of your own.",
	},
	waitingFull: { cause: "Too many people are waiting", cure: "Try again in a few minutes." },
	failed: { cause: "That didn’t work", cure: "Please try again." },
	placeLost: {
		cause: "Your place was given up",
		cure: "Neither your picture nor your sound got through. Try another network or turn off your VPN, then join again.",
	},
	offline: { cause: "Can’t connect right now", cure: "Retrying automatically. You don’t have to do anything." },
};

export const guestWords = { zh, en };
