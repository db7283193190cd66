import "../ui/base.css";
import "../watch/early";
import "../watch/start";
