import type { GuestParts } from "../guest/useGuest";
import type { View } from "../net/types";
import { opened } from "./report";
import { useCompanion } from "./useCompanion";
import { usePictures } from "./useThumbnails";

/** What the guest's page has with the desktop app: its keys and windows. Their own camera is the small picture. */
export default function CompanionGuest({ view, guest }: { view: View; guest: GuestParts }) {
	const { state, air, devices, device } = guest;
	const here = state === "preview" || state === "onstage";
	const port = useCompanion(
		{
			page: "guest",
			state,
			air,
			show: view.Activity.Name,
			link: view.Session.LinkId,
			since: air ? view.Activity.StartTime : 0,
			...opened(here, device),
		},
		here ? { microphone: () => devices.toggle("mic"), camera: () => devices.toggle("camera") } : {},
	);
	usePictures(port, device.camera.track);
	return null;
}
