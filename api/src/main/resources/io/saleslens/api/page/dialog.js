import { h } from "./dom.js";
import { explain } from "./loading.js";
import { common as t } from "./texts.js";

/**
 * Asks before something is done. Escape and the other button leave it undone; what goes wrong is
 * said in the dialog, which stays open then. Closing gives the focus back to where it was or, if that
 * is gone by then, to the heading of its card.
 *
 * @param content what stands between the title and the buttons
 * @param action `{text, danger?, run()}`; while it runs its button cannot be pressed again
 * @param undo what the other button says
 */
export function ask({ title, content, action, undo = t("close") }, signal) {
  const opener = document.activeElement;
  const card = opener.closest(".card");
  const failure = h("div", { role: "alert" });
  const act = h("button", { type: "submit", class: action.danger ? "main danger" : "main" }, action.text);
  const form = h(
    "form",
    {
      onsubmit: async (event) => {
        event.preventDefault();
        act.disabled = true;
        failure.replaceChildren();
        try {
          await action.run();
          box.close();
        } catch (e) {
          if (e.status === undefined) {
            throw e; // a fault of the page itself
          }
          failure.replaceChildren(h("p", { class: "notice failed" }, explain(e)));
        } finally {
          act.disabled = false;
        }
      },
    },
    h("h2", { id: "asked" }, title),
    content,
    failure,
    h("div", { class: "choices" }, h("button", { type: "button", onclick: () => box.close() }, undo), act),
  );
  const closed = () => {
    box.remove();
    if (!opener.isConnected) {
      card?.querySelector("h2")?.focus();
    }
  };
  const box = h("dialog", { "aria-labelledby": "asked", onclose: closed }, form);
  const leave = () => box.close();
  signal.addEventListener("abort", leave, { once: true });
  document.body.append(box);
  box.showModal();
}
