/** The recording of a show on the server, as its host reads about it. */
interface RecordingWords {
	record: string;
	preparing: string;
	gone: string;
	online: string;
	onlineText: string;
	offlineText: string;
	download: string;
	/** `length` is “58:06”, `size` “1.6 GB”. */
	about: (length: string, size: string) => string;
	failed: string;
}

const zh: RecordingWords = {
	record: "在服务器上录制",
	preparing: "正在准备回放…",
	gone: "回放已经删除。",
	online: "观众可以看回放",
	onlineText: "观众用同一个观看链接看回放。",
	offlineText: "现在只有你能下载。",
	download: "下载录像",
	about: (length, size) => `录像 ${length}，${size}`,
	failed: "操作没有成功，请再试一次。",
};

const en: RecordingWords = {
	record: "Record on the server",
	preparing: "The replay is being prepared…",
	gone: "The replay was deleted.",
	online: "Replay for viewers",
	onlineText: "Viewers find it at the same watch link.",
	offlineText: "For now only you can download it.",
	download: "Download recording",
	about: (length, size) => `Recording, ${length}, ${size}`,
	failed: "That did not work. Please try again.",
};

export const recordingWords = { zh, en };
