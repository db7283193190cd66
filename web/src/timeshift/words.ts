/** Going back in a live show. */
interface TimeshiftWords {
	/** `time` is as “0:10”. */
	behind: (time: string) => string;
	atEdge: string;
}

const zh: TimeshiftWords = {
	behind: (time) => `比直播晚 ${time}`,
	atEdge: "正在看直播",
};

const en: TimeshiftWords = {
	behind: (time) => `${time} behind live`,
	atEdge: "Live",
};

export const timeshiftWords = { zh, en };
