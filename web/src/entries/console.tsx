import "../ui/base.css";
import { Console } from "../console/Console";
import { CookieGate } from "../ui/CookieGate";
import { mount } from "../ui/mount";

mount(
	<CookieGate>
		<Console />
	</CookieGate>,
);
