/** Words that several pages share. */
interface UiWords {
	copied: string;
	device: (browser: string, system: string) => string;
	elsewhere: string;
	backTo: (host: string) => string;
}

const zh: UiWords = {
	copied: "已复制",
	device: (browser, system) => [system, browser].filter(Boolean).join(" 上的 "),
	elsewhere: "另一台设备",
	backTo: (host) => `回到 ${host}`,
};

/** Names a device whose browser and system are unknown. */
export const OTHER_DEVICE = "another device";

const en: UiWords = {
	copied: "Copied",
	device: (browser, system) => [browser, system].filter(Boolean).join(" on "),
	elsewhere: OTHER_DEVICE,
	backTo: (host) => `Back to ${host}`,
};

export const uiWords = { zh, en };
