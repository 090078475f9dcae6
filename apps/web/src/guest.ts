import "./styles/base.css";
import { showShare } from "./features/guest/show-share.ts";

await showShare(document.getElementById("page") as HTMLElement);
