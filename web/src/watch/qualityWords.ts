/** The choice of the picture's quality. */
interface QualityWords {
	quality: string;
	auto: string;
	/** `lines`: of the picture that is shown. */
	autoNow: (lines: number) => string;
	lines: (lines: number) => string;
	saves: (lines: number) => string;
	soundOnly: string;
	soundOnlyText: string;
	showPicture: string;
}

const zh: QualityWords = {
	quality: "画质",
	auto: "自动",
	autoNow: (lines) => `自动（${lines}p）`,
	lines: (lines) => `${lines}p`,
	saves: (lines) => `${lines}p（省流量）`,
	soundOnly: "只听声音",
	soundOnlyText: "画面已关闭，更省流量。",
	showPicture: "显示画面",
};

const en: QualityWords = {
	quality: "Quality",
	auto: "Auto",
	autoNow: (lines) => `Auto (${lines}p)`,
	lines: (lines) => `${lines}p`,
	saves: (lines) => `${lines}p, saves data`,
	soundOnly: "Sound only",
	soundOnlyText: "The picture is off, which saves data.",
	showPicture: "Show the picture",
};

export const qualityWords = { zh, en };
