import { useEffect, useRef } from "react";
import type { Question } from "../net/talk";
import type { Screen } from "../talk/screen";

/** Draw the question that the host or an assistant put on screen, and take it away with the mark. */
export function useAskedOnScreen(screen: Screen, questions: readonly Question[]): void {
	const asked = questions.find(({ OnScreen }) => OnScreen);
	const drawn = useRef(0);
	const now = useRef(screen);
	now.current = screen;
	const { Id = 0, UserName = "", Text = "" } = asked ?? {};
	useEffect(() => {
		if (Id) now.current.put({ name: UserName, text: Text });
		else if (drawn.current) now.current.take();
		drawn.current = Id;
	}, [Id, UserName, Text]);
}
