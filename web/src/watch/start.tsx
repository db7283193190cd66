import { CookieGate } from "../ui/CookieGate";
import { mount } from "../ui/mount";
import { Watch } from "./Watch";

mount(
	<CookieGate>
		<Watch />
	</CookieGate>,
);
