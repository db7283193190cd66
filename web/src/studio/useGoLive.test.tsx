// @vitest-environment happy-dom
import "../testing/setup";
import { act, fireEvent, render, renderHook, screen } from "@testing-library/react";
import { beforeEach, expect, test, vi } from "vitest";
import type { Device } from "../devices/devices";
import { setLanguage } from "../i18n/language";
import type { Source } from "../source/source";
import { viewOf } from "../testing/view";
import { GoLive } from "./StudioFoot";
import { type Lack, lackOf, useGoLive } from "./useGoLive";
import type { StudioParts } from "./useStudio";

beforeEach(() => setLanguage("en"));

const device = (part: Partial<Device> = {}): Device => ({
	wanted: true,
	opening: false,
	track: null,
	cause: null,
	permission: "unknown",
	deviceId: "",
	choices: [],
	away: null,
	...part,
});
const track = {} as MediaStreamTrack;
const host = (camera: MediaStreamTrack | null): Source => ({ id: "host", kind: "host", name: "", initial: "A", track: camera });
const silent = new Map<string, MediaStreamTrack>();

test("the program lacks what no device, guest or screen gives", () => {
	const none = { mic: device({ cause: "none" }), camera: device({ cause: "refused" }) };
	expect(lackOf(none, [host(null)], silent)).toBe("both");
	expect(lackOf({ ...none, camera: device({ track }) }, [host(track)], silent)).toBe("sound");
	expect(lackOf(none, [host(null), { ...host(track), id: "screen", kind: "screen" }], silent)).toBe("sound");
	expect(lackOf(none, [host(null)], new Map([["guest", track]]))).toBe("");
	expect(lackOf({ ...none, mic: device({ track }) }, [host(null)], silent)).toBe("");
	expect(lackOf({ ...none, mic: device({ wanted: false }) }, [host(null)], silent)).toBe("");
});

test("the question is asked once, and only for a lack", () => {
	const goLive = vi.fn();
	const { result, rerender } = renderHook(({ lack }: { lack: Lack }) => useGoLive(goLive, lack), {
		initialProps: { lack: "" as Lack },
	});
	act(result.current.press);
	expect(goLive).toHaveBeenCalledTimes(1);
	rerender({ lack: "sound" });
	act(result.current.press);
	expect(result.current.asking).toBe(true);
	act(result.current.close);
	expect(result.current.asking).toBe(false);
	expect(goLive).toHaveBeenCalledTimes(1);
	act(result.current.press);
	expect(goLive).toHaveBeenCalledTimes(2);
});

test("the button says what is missing, and its first press asks", () => {
	const goLive = vi.fn();
	const onAir = { state: "preview", doing: "", sending: false, goLive };
	function Page({ lack }: { lack: Lack }) {
		const goingLive = useGoLive(goLive, lack);
		return <GoLive view={viewOf()} studio={{ onAir, open: true, goingLive } as unknown as StudioParts} />;
	}
	const { container, rerender } = render(<Page lack="" />);
	const button = () => container.querySelector("#go-live") as HTMLElement;
	expect(button().textContent).toContain("Go live");
	rerender(<Page lack="both" />);
	expect(button().textContent).toContain("Go live without sound and picture");
	fireEvent.click(button());
	expect(goLive).not.toHaveBeenCalled();
	expect(screen.getByRole("dialog").textContent).toContain("viewers will neither hear nor see you");
	expect(button().textContent).toBe("Go live");
	fireEvent.click(button());
	expect(goLive).toHaveBeenCalledOnce();
});

test("on a phone the button stays short, and its name says what is missing", () => {
	vi.stubGlobal("matchMedia", (query: string) => ({
		matches: query.includes("767px"),
		addEventListener() {},
		removeEventListener() {},
	}));
	const onAir = { state: "preview", doing: "", sending: false, goLive() {} };
	const goingLive = { lack: "both", asking: false, press() {}, close() {} };
	render(<GoLive view={viewOf()} studio={{ onAir, open: true, goingLive } as unknown as StudioParts} />);
	const button = screen.getByLabelText("Go live without sound and picture");
	expect(button.querySelector("span")?.textContent).toBe("Go live");
});
