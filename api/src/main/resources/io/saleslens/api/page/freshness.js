import { h } from "./dom.js";
import { ago, instant } from "./format.js";
import { common as t } from "./texts.js";

/** How far an answer can be relied on: the `freshness` that comes with it. */
export function freshness({ read_through: through, dirty }) {
  return h(
    "p",
    { class: "freshness quiet" },
    dirty ? h("span", { class: "warn" }, t("dirty")) : t("clean"),
    " · ",
    through === null ? t("never_read") : h("span", { title: instant(through) }, t("fresh_through", { at: ago(through) })),
  );
}
