import { AwayNotice } from "./AwayNotice";
import { DeviceTroubles } from "./DeviceTroubles";
import type { Devices, DevicesState } from "./devices";
import { MutedTalk } from "./MutedTalk";
import { SilenceNotice } from "./SilenceNotice";

interface Props {
	devices: Devices;
	state: DevicesState;
	/** The person talks into the muted microphone, and others should hear it. */
	mutedTalk: boolean;
}

/** Tell of everything about the camera and the microphone that the person may not notice. */
export function DeviceNotices({ devices, state, mutedTalk }: Props) {
	return (
		<>
			<MutedTalk devices={devices} muted={!state.mic.wanted} talks={mutedTalk} />
			<AwayNotice kind="mic" devices={devices} state={state} />
			<AwayNotice kind="camera" devices={devices} state={state} />
			<SilenceNotice mic={state.mic} />
			<DeviceTroubles devices={devices} state={state} />
		</>
	);
}
