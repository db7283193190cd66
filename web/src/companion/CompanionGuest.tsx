import type { Devices, DevicesState } from "../devices/devices";
import type { View } from "../net/types";
import { opened } from "./report";
import { useCompanion } from "./useCompanion";
import { useThumbnails } from "./useThumbnails";

interface Props {
	view: View;
	/** As `body[data-state]`. */
	state: string;
	air: boolean;
	/** The guest is in the green room or on the stage, in this tab. */
	here: boolean;
	devices: Devices;
	device: DevicesState;
}

/** Connect the guest's page with the desktop app's keys and windows. The thumbnail shows the guest's own camera. */
export default function CompanionGuest({ view, state, air, here, devices, device }: Props) {
	const port = useCompanion(
		{
			page: "guest",
			state,
			air,
			show: view.Activity.Name,
			link: view.Session.LinkId,
			since: air ? view.Activity.StartTime : 0,
			waiting: 0,
			...opened(here, device),
		},
		here ? { microphone: () => devices.toggle("mic"), camera: () => devices.toggle("camera") } : {},
	);
	useThumbnails(port, device.camera.track);
	return null;
}
