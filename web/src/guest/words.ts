/** The guest's page. */
interface GuestWords {
	asGuest: string;
	join: string;
	joining: string;
	joinBare: string;
	meetFirst: string;
	atOnce: string;
	yourPicture: string;
	noPicture: string;
	notLive: string;
	seen: string;
	backstage: string;
	onAir: string;
	you: string;
	host: (name: string) => string;
	waitHost: { cause: string; cure: string };
	known: (host: string) => { cause: string; cure: string };
	quiet: string;
	leave: string;
	stageGoesOn: string;
	removedTitle: string;
	removedText: string;
	watch: string;
	over: { title: string; text: string };
	reason: Record<"revoked" | "moved" | "deleted" | "expired", { title: string; text: string }>;
	movedTitle: string;
	movedText: string;
	bringBack: string;
	full: { cause: string; cure: string };
	crowded: { cause: string; cure: string };
	failed: { cause: string; cure: string };
	offline: { cause: string; cure: string };
	reconnecting: string;
	notArriving: { cause: string; cure: string };
}

const zh: GuestWords = {
	asGuest: "你将作为嘉宾加入",
	join: "加入连麦",
	joining: "正在加入…",
	joinBare: "不开摄像头，加入连麦",
	meetFirst: "你会先见到主播。开播后，主播把你放进画面，观众才看得到你。",
	atOnce: "一加入，你就在画面里：直播时，观众马上看得到你。",
	yourPicture: "你的画面",
	noPicture: "还没有画面",
	notLive: "还没开播",
	seen: "观众看得到你",
	backstage: "观众看不到你",
	onAir: "直播中",
	you: "你",
	host: (name) => (name ? `${name}，主播` : "主播"),
	waitHost: { cause: "主播还没来", cure: "页面开着就好，主播一到就能互相看到。" },
	known: (host) => ({ cause: `${host || "主播"}已经知道你来了`, cure: "请稍等。" }),
	quiet: "还没和你说话",
	leave: "退出连麦",
	stageGoesOn: "你仍在连麦，别人还能看到和听到你。点“再试一次”，页面就会回来。",
	removedTitle: "你已退出连麦",
	removedText: "主播结束了你的连麦。你还可以继续看直播。",
	watch: "去看直播",
	over: { title: "直播已经结束", text: "你的摄像头和麦克风已关闭。谢谢你来。" },
	reason: {
		revoked: { title: "你的链接已停用", text: "你的摄像头和麦克风已关闭。请向发给你链接的人要一个新的。" },
		moved: { title: "你换到了另一台设备", text: "这里的摄像头和麦克风已关闭。想回到这里，请重新打开你的链接。" },
		deleted: { title: "这场直播已取消", text: "你的摄像头和麦克风已关闭。直播已被管理它的人删除。" },
		expired: { title: "登录已过期", text: "请重新打开你的链接，会再带你进来。" },
	},
	movedTitle: "已转到另一个标签页",
	movedText: "你在这个浏览器的另一个标签页里。这里的摄像头和麦克风已关闭。",
	bringBack: "回到这里",
	full: { cause: "连麦人数已满", cure: "有人退出连麦后再点“加入连麦”。" },
	crowded: { cause: "用这个链接连麦的人太多了", cure: "有人退出连麦后再点“加入连麦”，或者要一个你自己的链接。" },
	failed: { cause: "没有成功", cure: "请再试一次。" },
	offline: { cause: "现在连不上", cure: "正在自动重试，不用做什么。" },
	reconnecting: "正在重新连接…",
	notArriving: { cause: "你的画面和声音都没有传出去", cure: "请刷新页面。还不行，就换一个网络或关闭 VPN。" },
};

const en: GuestWords = {
	asGuest: "You’re joining as a guest",
	join: "Join",
	joining: "Joining…",
	joinBare: "Join without camera",
	meetFirst: "You’ll meet the host first. Once the show is on, viewers see you when the host brings you in.",
	atOnce: "You are on air as soon as you join.",
	yourPicture: "Your picture",
	noPicture: "No picture yet",
	notLive: "Not on air yet",
	seen: "Viewers see you",
	backstage: "Viewers don’t see you",
	onAir: "On air",
	you: "You",
	host: (name) => (name ? `${name}, host` : "Host"),
	waitHost: { cause: "The host isn’t here yet", cure: "Keep this page open. You’ll see each other as soon as the host comes." },
	known: (host) => ({
		cause: `${host || "The host"} knows you’re here`,
		cure: "One moment.",
	}),
	quiet: "Not talking to you yet",
	leave: "Leave",
	stageGoesOn: "You are still on the stage, and the others see and hear you. Try again to bring the page back.",
	removedTitle: "You’ve left the stage",
	removedText: "The host ended your part. You can keep watching the show.",
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
	},
	movedTitle: "Moved to another tab",
	movedText: "You are in another tab of this browser. Your camera and microphone are off here.",
	bringBack: "Bring it back here",
	full: { cause: "The stage is full", cure: "Try “Join” again when someone has left." },
	crowded: {
		cause: "Too many people with this link are on the stage",
		cure: "Try “Join” again when one of them has left, or ask for a link of your own.",
	},
	failed: { cause: "That didn’t work", cure: "Please try again." },
	offline: { cause: "Can’t connect right now", cure: "Retrying automatically. You don’t have to do anything." },
	reconnecting: "Reconnecting…",
	notArriving: {
		cause: "Neither your picture nor your sound gets through",
		cure: "Reload this page. If that doesn’t help, try another network or turn off your VPN.",
	},
};

export const guestWords = { zh, en };
