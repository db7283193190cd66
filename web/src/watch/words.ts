/** The audience's page. */
interface WatchWords {
	show: string;
	/** `when` ends with a time zone in brackets. */
	startsAt: (when: string) => string;
	startsSoon: string;
	byItself: string;
	onAir: string;
	tap: string;
	fullScreen: string;
	awayTitle: string;
	awayText: string;
	slowTitle: string;
	slowText: string;
	overTitle: string;
	overText: string;
	watching: (viewers: number) => string;
	share: string;
	nothingTitle: string;
	nothingText: string;
	connecting: string;
}

const zh: WatchWords = {
	show: "直播画面",
	startsAt: (when) => `${when}开播`,
	startsSoon: "马上开播",
	byItself: "页面开着就好，会自动开始。",
	onAir: "直播中",
	tap: "点一下，打开声音",
	fullScreen: "全屏",
	awayTitle: "马上回来",
	awayText: "主播暂时离开，回来后会自动继续。",
	slowTitle: "网络有点慢",
	slowText: "正在重试，画面会自动恢复。",
	overTitle: "直播已经结束",
	overText: "谢谢观看。",
	watching: (viewers) => `${viewers.toLocaleString("zh")} 人在看`,
	share: "复制观看链接",
	nothingTitle: "这里没有直播",
	nothingText: "地址可能没有复制完整，或者这场直播已经取消。请问问发给你的人。",
	connecting: "正在连接…",
};

const en: WatchWords = {
	show: "The show",
	startsAt: (when) => `Starts ${when}`,
	startsSoon: "Starts in a moment",
	byItself: "Keep this page open. The show starts automatically.",
	onAir: "On air",
	tap: "Tap for sound",
	fullScreen: "Full screen",
	awayTitle: "Back in a moment",
	awayText: "The host has stepped away. The show continues automatically when they are back.",
	slowTitle: "Connection is slow",
	slowText: "Trying again. The show continues automatically.",
	overTitle: "The show is over",
	overText: "Thank you for watching.",
	watching: (viewers) => `${viewers.toLocaleString("en")} watching`,
	share: "Copy watch link",
	nothingTitle: "There is no show here",
	nothingText: "Part of the address may be missing, or the show was cancelled. Ask the person who sent it to you.",
	connecting: "Connecting…",
};

export const watchWords = { zh, en };
