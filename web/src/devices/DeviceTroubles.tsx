import { TriangleAlert } from "lucide-react";
import { useWords } from "../i18n/useWords";
import { Banner } from "../ui/Banner";
import { Button } from "../ui/Button";
import { uiWords } from "../ui/words";
import { guideOf } from "./browserGuide";
import type { Devices, DevicesState } from "./devices";
import { troublesOf } from "./trouble";
import { deviceWords } from "./words";

/** Say once why a wanted camera or microphone does not work, and what to do in this browser. */
export function DeviceTroubles({ devices, state }: { devices: Devices; state: DevicesState }) {
	const words = useWords(deviceWords);
	const { tryAgain } = useWords(uiWords);
	// A browser without devices for pages has no setting for them either.
	const guide = navigator.mediaDevices ? guideOf(navigator) : "inApp";
	return troublesOf(state, guide).map(({ cause, what, kinds, cure, retry }) => {
		const refused = cause === "refused";
		const text = refused ? words.refused[cure](what) : words.trouble[cause](what);
		const steps = refused && cure === "steps" ? words.steps[guide](what) : [];
		return (
			<Banner key={cause} icon={<TriangleAlert size={20} />} steps={steps} {...text}>
				{retry && (
					<Button small data-retry={what} onClick={() => void devices.retry(kinds)}>
						{tryAgain}
					</Button>
				)}
			</Banner>
		);
	});
}
