/** Sharing a screen. */
interface SourceWords {
	share: string;
	stopShare: string;
	screenRefused: { cause: string; cure: string };
}

const zh: SourceWords = {
	share: "共享",
	stopShare: "停止共享",
	screenRefused: { cause: "系统没有允许共享屏幕", cure: "在系统设置的“屏幕录制”里允许这个浏览器，再试一次。" },
};

const en: SourceWords = {
	share: "Share",
	stopShare: "Stop sharing",
	screenRefused: {
		cause: "Your system is blocking screen sharing",
		cure: "Allow this browser under “Screen Recording” in the system settings, then try again.",
	},
};

export const sourceWords = { zh, en };
