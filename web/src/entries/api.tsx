import "../ui/base.css";
import { Api } from "../reference/Api";
import { mount } from "../ui/mount";

mount(<Api />);
