/** The words for what the desktop app adds to the studio. */
interface CompanionWords {
	record: string;
	stopRecording: string;
}

const zh: CompanionWords = {
	record: "录制到本地",
	stopRecording: "停止录制",
};

const en: CompanionWords = {
	record: "Record on this computer",
	stopRecording: "Stop recording",
};

export const companionWords = { zh, en };
