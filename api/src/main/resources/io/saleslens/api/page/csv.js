import { download } from "./api.js";
import { h } from "./dom.js";
import { explain } from "./loading.js";
import { common as t } from "./texts.js";

/** A button that hands the whole list to the reader as a file; it says so if that fails. */
export function csvButton(path, parameters, name) {
  const said = h("span", { class: "bad", role: "status" });
  const button = h("button", { type: "button", onclick: fetchIt }, t("download"));
  async function fetchIt() {
    button.disabled = true;
    button.textContent = t("downloading");
    said.textContent = "";
    try {
      await download(path, parameters, name);
    } catch (e) {
      said.textContent = explain(e);
    } finally {
      button.disabled = false;
      button.textContent = t("download");
    }
  }
  return h("span", { class: "download" }, said, " ", button);
}
