import type { Cause, Kind } from "./open";

interface Trouble {
	cause: string;
	cure: string;
}

/** Microphone and camera. */
interface DeviceWords {
	mic: string;
	micOff: string;
	noMic: string;
	camera: string;
	cameraOff: string;
	noCamera: string;
	microphone: string;
	chooseMic: string;
	chooseCamera: string;
	trouble: Record<Kind, Record<Cause, Trouble>>;
	retry: string;
	pickers: string;
	unnamed: (index: number) => string;
}

const zh: DeviceWords = {
	mic: "麦克风",
	micOff: "已静音",
	noMic: "没有麦克风",
	camera: "摄像头",
	cameraOff: "已关摄像头",
	noCamera: "没有摄像头",
	microphone: "麦克风",
	chooseMic: "选择麦克风",
	chooseCamera: "选择摄像头",
	trouble: {
		camera: {
			refused: { cause: "浏览器没有允许使用摄像头", cure: "点地址栏旁的摄像头图标，选“允许”。" },
			busy: { cause: "别的程序正在用摄像头", cure: "关掉它再试。" },
			none: { cause: "没有找到摄像头", cure: "插上就会自动出现，没有也能继续。" },
			insecure: { cause: "这个地址不能用摄像头", cure: "请用 https 开头的地址打开。" },
			failed: { cause: "摄像头打不开", cure: "拔下再插上，或换一个。" },
		},
		mic: {
			refused: { cause: "浏览器没有允许使用麦克风", cure: "点地址栏旁的麦克风图标，选“允许”。" },
			busy: { cause: "别的程序正在用麦克风", cure: "关掉它再试。" },
			none: { cause: "没有找到麦克风", cure: "插上就会自动出现，没有也能继续。" },
			insecure: { cause: "这个地址不能用麦克风", cure: "请用 https 开头的地址打开。" },
			failed: { cause: "麦克风打不开", cure: "拔下再插上，或换一个。" },
		},
	},
	retry: "再试一次",
	pickers: "麦克风和摄像头",
	unnamed: (index) => `设备 ${index}`,
};

const en: DeviceWords = {
	mic: "Mic",
	micOff: "Muted",
	noMic: "No mic",
	camera: "Camera",
	cameraOff: "Camera off",
	noCamera: "No camera",
	microphone: "Microphone",
	chooseMic: "Choose microphone",
	chooseCamera: "Choose camera",
	trouble: {
		camera: {
			refused: { cause: "Your browser is blocking the camera", cure: "Click the camera icon beside the address, then Allow." },
			busy: { cause: "Another program is using the camera", cure: "Close it and try again." },
			none: { cause: "No camera found", cure: "Plug one in and it shows up here. You can go on without." },
			insecure: { cause: "The camera can’t be used at this address", cure: "Open the address that starts with https." },
			failed: { cause: "The camera won’t start", cure: "Unplug it and plug it in again, or choose another." },
		},
		mic: {
			refused: {
				cause: "Your browser is blocking the microphone",
				cure: "Click the microphone icon beside the address, then Allow.",
			},
			busy: { cause: "Another program is using the microphone", cure: "Close it and try again." },
			none: { cause: "No microphone found", cure: "Plug one in and it shows up here. You can go on without." },
			insecure: { cause: "The microphone can’t be used at this address", cure: "Open the address that starts with https." },
			failed: { cause: "The microphone won’t start", cure: "Unplug it and plug it in again, or choose another." },
		},
	},
	retry: "Try again",
	pickers: "Microphone and camera",
	unnamed: (index) => `Device ${index}`,
};

export const deviceWords = { zh, en };
