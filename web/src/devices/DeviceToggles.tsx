import { Button } from "../ui/Button";
import css from "./DeviceToggles.module.css";
import type { Devices, DevicesState } from "./devices";
import type { Kind } from "./open";
import { useDeviceButton } from "./useDeviceButton";

interface Props {
	devices: Devices;
	state: DevicesState;
}

/** Turn the microphone and the camera on and off, on the picture itself. The pickers stand elsewhere. */
export function DeviceToggles(props: Props) {
	return (
		<div className={css.row}>
			<Toggle kind="mic" {...props} />
			<Toggle kind="camera" {...props} />
		</div>
	);
}

function Toggle({ kind, devices, state }: Props & { kind: Kind }) {
	const { plain, icon, shown, label, attributes } = useDeviceButton(kind, devices, state);
	return (
		<Button
			{...attributes}
			onPicture
			icon={plain}
			className={plain ? undefined : css.off}
			aria-label={plain ? shown : label}
			title={plain ? shown : undefined}
		>
			{icon}
			{!plain && <span>{shown}</span>}
		</Button>
	);
}
