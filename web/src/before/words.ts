/** The watch page before the show. */
interface BeforeWords {
	/** `when` ends with a time zone in brackets. */
	startsAt: (when: string) => string;
	/** `time` ends with a time zone in brackets. */
	startsToday: (time: string) => string;
	startsSoon: string;
	unplanned: string;
	late: string;
	lateText: string;
	byItself: string;
	waiting: (others: number) => string;
	calendar: string;
	bell: string;
	bellOn: string;
	testSound: string;
	tested: string;
	begun: (name: string) => string;
}

const zh: BeforeWords = {
	startsAt: (when) => `${when}开播`,
	startsToday: (time) => `今天 ${time}开播`,
	startsSoon: "马上开播",
	unplanned: "还没开播",
	late: "主播晚了一会儿",
	lateText: "页面开着就好，主播一来就会自动开始。",
	byItself: "页面开着就好，会自动开始。",
	waiting: (others) => `有 ${others.toLocaleString("zh")} 人和你一起等`,
	calendar: "加入日历",
	bell: "开播时响一声",
	bellOn: "开播时会响一声",
	testSound: "试一下声音",
	tested: "没听到？请调大音量，或者检查一下耳机。",
	begun: (name) => `开播了：${name}`,
};

const en: BeforeWords = {
	startsAt: (when) => `Starts ${when}`,
	startsToday: (time) => `Starts today at ${time}`,
	startsSoon: "Starts in a moment",
	unplanned: "The show has not started yet",
	late: "The host is late",
	lateText: "Keep this page open. The show starts automatically when the host is there.",
	byItself: "Keep this page open. The show starts automatically.",
	waiting: (others) => `${others.toLocaleString("en")} ${others === 1 ? "person is" : "people are"} waiting with you`,
	calendar: "Add to calendar",
	bell: "Play a sound when it starts",
	bellOn: "A sound will tell you when it starts",
	testSound: "Test my sound",
	tested: "Heard nothing? Turn the volume up, or check your headphones.",
	begun: (name) => `It has started: ${name}`,
};

export const beforeWords = { zh, en };
