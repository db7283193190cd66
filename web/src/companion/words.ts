/** The words for what the desktop app adds to the studio. */
interface CompanionWords {
	record: string;
	stopRecording: string;
	recording: string;
}

const zh: CompanionWords = {
	record: "录制到本地",
	stopRecording: "停止录制",
	recording: "正在录制",
};

const en: CompanionWords = {
	record: "Record on this computer",
	stopRecording: "Stop recording",
	recording: "Recording",
};

export const companionWords = { zh, en };
