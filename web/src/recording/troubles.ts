interface Notice {
	cause: string;
	cure: string;
}

type Troubles = Record<"full" | "disk", Notice>;

const zh: Troubles = {
	full: { cause: "本场直播没有录制。", cure: "服务器能同时录制的直播已满。直播不受影响。" },
	disk: { cause: "录制已停止。", cure: "服务器的磁盘已满。直播不受影响。" },
};

const en: Troubles = {
	full: {
		cause: "This show is not recorded.",
		cure: "The server is full: it records as many shows as it can. The show goes on.",
	},
	disk: { cause: "Recording stopped.", cure: "The server’s disk is full. The show goes on." },
};

/** The reasons why a show on air is not recorded. Few hosts ever read them, so they load when they are needed. */
export default { zh, en };
