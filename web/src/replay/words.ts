import type { ReplayFacts } from "../net/types";

type Reason = Exclude<ReplayFacts["State"], "online">;

interface Notice {
	title: string;
	text: string;
}

/** The replay of a show. */
interface ReplayWords {
	replay: string;
	watch: string;
	seek: string;
	/** Both are places as “22:04”. */
	placeOf: (place: string, end: string) => string;
	speed: string;
	/** `times` is “1.5”. */
	speedNow: (times: string) => string;
	download: string;
	reasons: Record<Reason, Notice>;
	slow: Notice;
	refused: Notice;
	broken: Notice;
	recorded: (day: string) => string;
	/** Beside the conversation of the show. */
	asItWas: string;
	moves: string;
	all: string;
	move: string;
	/** `place` is “22:04”. */
	goOn: (place: string) => string;
	fromBeginning: string;
}

const zh: ReplayWords = {
	replay: "回放",
	watch: "看回放",
	seek: "进度",
	placeOf: (place, end) => `${place}，共 ${end}`,
	speed: "倍速",
	speedNow: (times) => `倍速，现在 ${times} 倍`,
	download: "下载",
	reasons: {
		preparing: { title: "直播已经结束", text: "回放正在准备，好了会自动出现在这里。" },
		offline: { title: "直播已经结束", text: "主播没有公开回放。" },
		gone: { title: "直播已经结束", text: "回放已经删除。" },
	},
	slow: { title: "网络有点慢", text: "正在重试，回放会自动继续。" },
	refused: { title: "现在看不了回放", text: "回放可能刚刚下线了。请稍后再试。" },
	broken: { title: "这个浏览器播放不了回放", text: "请换一个浏览器，或者更新这个浏览器后再试。" },
	recorded: (day) => `${day}的回放`,
	asItWas: "直播已经结束，这里是当时的内容。",
	moves: "当时的聊天，跟着画面走。",
	all: "看全部",
	move: "跟着画面",
	goOn: (place) => `从 ${place} 继续看`,
	fromBeginning: "从头看",
};

const en: ReplayWords = {
	replay: "Replay",
	watch: "Watch the replay",
	seek: "Position",
	placeOf: (place, end) => `${place} of ${end}`,
	speed: "Speed",
	speedNow: (times) => `Speed, now ${times}×`,
	download: "Download",
	reasons: {
		preparing: { title: "The show is over", text: "The replay is being prepared. It will appear here by itself." },
		offline: { title: "The show is over", text: "The host has not put the replay online." },
		gone: { title: "The show is over", text: "The replay was deleted." },
	},
	slow: { title: "Connection is slow", text: "Trying again. The replay continues automatically." },
	refused: { title: "The replay is not available now", text: "It may have just been taken offline. Try again later." },
	broken: { title: "This browser cannot play the replay", text: "Use another browser, or update this one and try again." },
	recorded: (day) => `Replay of ${day}`,
	asItWas: "The show is over. This is how it was.",
	moves: "The chat as it was. It moves with the picture.",
	all: "Show all",
	move: "Follow the picture",
	goOn: (place) => `Continue from ${place}`,
	fromBeginning: "From the beginning",
};

export const replayWords = { zh, en };
