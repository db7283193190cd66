interface Notice {
	cause: string;
	cure: string;
}

type Troubles = Record<"full" | "disk" | "overloaded", Notice>;

const zh: Troubles = {
	full: { cause: "本场直播没有录制。", cure: "服务器能同时录制的直播已满。直播不受影响。" },
	disk: { cause: "录制已停止。", cure: "服务器的磁盘已满。直播不受影响。" },
	overloaded: {
		cause: "服务器繁忙，录制的画面会丢帧。",
		cure: "部分观众的画面也会不流畅，声音不受影响。如果一直出现，请联系管理员。",
	},
};

const en: Troubles = {
	full: {
		cause: "This show is not recorded.",
		cure: "The server is full: it records as many shows as it can. The show goes on.",
	},
	disk: { cause: "Recording stopped.", cure: "The server’s disk is full. The show goes on." },
	overloaded: {
		cause: "The server is too busy, so the recording leaves out pictures.",
		cure: "Some viewers see the same. The sound is whole. If this stays, tell the person who runs the server.",
	},
};

/** The reasons why a show on air is not recorded, or not well. Few hosts ever read them, so they load when they are needed. */
export default { zh, en };
