import { Role, Status } from "../net/roles";
import type { View } from "../net/types";

type Parts = { [Key in keyof View]?: View[Key] extends object ? Partial<View[Key]> : View[Key] };

/** Make a whole view out of the parts that a test is about. The rest is a host with the seat, before the show. */
export function viewOf({ Session, Activity, Seat, Identities, Program, ...rest }: Parts = {}): View {
	return {
		Session: {
			SessionId: "se_host",
			LinkId: "li_host",
			Role: Role.HOST,
			UserName: "Ada",
			Tab: "",
			EndReason: "",
			OnStage: false,
			OnAir: false,
			Place: "",
			Muted: false,
			CameraOff: false,
			HandTime: 0,
			AskedToUnmuteTime: 0,
			PlaceLost: false,
			ReturnUrl: "",
			...Session,
		},
		Activity: {
			ActivityId: 7,
			Name: "Tea",
			Status: Status.PREVIEW,
			LiveTime: 0,
			EndTime: 0,
			CoverImage: "",
			ViewUrl: "https://kaibo.test/w/tea",
			Wanted: false,
			StartTime: 0,
			OrderNumber: 1,
			...Activity,
		},
		Seat: {
			Epoch: 1,
			Mine: true,
			Aired: false,
			Free: false,
			FreeInSeconds: null,
			Browser: "Chrome",
			System: "Windows",
			UserName: "Ada",
			Since: 0,
			Connected: true,
			Asked: null,
			Refused: false,
			WaitSeconds: 0,
			TakeBackSeconds: 0,
			...Seat,
		},
		Identities: { Stage: "host-se_host-1", Program: "program-1", ...Identities },
		Program: { Width: 1280, Height: 720, Fps: 30, ...Program },
		Publisher: "",
		Guests: [],
		Removed: [],
		GuestsMode: "backstage",
		Waiting: [],
		Assistants: [],
		Lines: { ToAll: null, ToMe: null, ToHost: null, ToGuests: [] },
		Asks: [],
		Viewers: 0,
		StageCap: 25,
		GraceSeconds: 30,
		Media: true,
		Chat: null,
		Numbers: null,
		Recording: "off",
		RecordingOverloaded: false,
		Replay: null,
		...rest,
	} as View;
}

/** Make the view of a guest. */
export function guestView({ Session, ...rest }: Parts = {}): View {
	const mine = { SessionId: "se_guest", LinkId: "li_guest", Role: Role.GUEST, UserName: "Bo", ...Session };
	return viewOf({ Identities: { Stage: "guest-se_guest", Program: "" }, Seat: { Mine: false }, ...rest, Session: mine });
}
