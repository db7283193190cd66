/** The audience's page. */
interface WatchWords {
	show: string;
	onAir: string;
	tap: string;
	awayTitle: string;
	awayText: string;
	slowTitle: string;
	slowText: string;
	overTitle: string;
	overText: string;
	watching: (viewers: number) => string;
	share: string;
	recorded: string;
	nothingTitle: string;
	nothingText: string;
	connecting: string;
}

const zh: WatchWords = {
	show: "直播画面",
	onAir: "直播中",
	tap: "点一下，打开声音",
	awayTitle: "马上回来",
	awayText: "主播暂时离开，回来后会自动继续。",
	slowTitle: "网络有点慢",
	slowText: "正在重试，画面会自动恢复。",
	overTitle: "直播已经结束",
	overText: "谢谢观看，可以关掉这个页面了。如果还有下一段，这里会自动继续。",
	watching: (viewers) => `${viewers.toLocaleString("zh")} 人在看`,
	share: "复制观看链接",
	recorded: "本场直播会被录制",
	nothingTitle: "这里没有直播",
	nothingText: "地址可能没有复制完整，或者这场直播已经取消。请问问发给你的人。",
	connecting: "正在连接…",
};

const en: WatchWords = {
	show: "The show",
	onAir: "On air",
	tap: "Tap for sound",
	awayTitle: "Back in a moment",
	awayText: "The host has stepped away. The show continues automatically when they are back.",
	slowTitle: "Connection is slow",
	slowText: "Trying again. The show continues automatically.",
	overTitle: "The show is over",
	overText: "Thank you for watching. You can close this page. If the show goes on, it continues here.",
	watching: (viewers) => `${viewers.toLocaleString("en")} watching`,
	share: "Copy watch link",
	recorded: "This show is recorded",
	nothingTitle: "There is no show here",
	nothingText: "Part of the address may be missing, or the show was cancelled. Ask the person who sent it to you.",
	connecting: "Connecting…",
};

export const watchWords = { zh, en };
