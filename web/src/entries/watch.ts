import "./look/base.css";
import "./watch/early";
import "./watch/start";
