/** The choice of the picture's quality. */
interface QualityWords {
	quality: string;
	auto: string;
	/** `lines`: of the picture that is shown. */
	autoNow: (lines: number) => string;
	lines: (lines: number) => string;
	saves: (lines: number) => string;
	soundOnly: string;
}

const zh: QualityWords = {
	quality: "画质",
	auto: "自动",
	autoNow: (lines) => `自动（${lines}p）`,
	lines: (lines) => `${lines}p`,
	saves: (lines) => `${lines}p（省流量）`,
	soundOnly: "只听声音",
};

const en: QualityWords = {
	quality: "Quality",
	auto: "Auto",
	autoNow: (lines) => `Auto (${lines}p)`,
	lines: (lines) => `${lines}p`,
	saves: (lines) => `${lines}p, saves data`,
	soundOnly: "Sound only",
};

export const qualityWords = { zh, en };
