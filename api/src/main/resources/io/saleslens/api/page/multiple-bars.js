import { h, svg } from "./dom.js";

const ROW = 28; // px, as in the style sheet
const THICK = 14;
const ROOM = 1.04;

/**
 * Bars of amounts below each other, with a line across them at the amount that is the limit.
 *
 * @param title says all of it, for whoever cannot see it
 * @param bars `{label, value, text, ink}`
 * @param limit `{value, text}`
 */
export function multipleBars({ title, bars, limit }) {
  const most = ROOM * Math.max(limit.value, ...bars.map((it) => it.value));
  const share = (value) => (most > 0 ? (100 * value) / most : 0).toFixed(2) + "%";
  const end = limit.value > most / 2;
  const bottom = bars.length * ROW;
  return h(
    "figure",
    { class: "multiple", role: "img", "aria-label": title },
    h("div", {}, bars.map((it) => h("span", {}, it.label))),
    svg(
      "svg",
      { height: bottom + ROW, "aria-hidden": "true" },
      bars.map((it, at) => svg("rect", { class: "ink-" + it.ink, y: at * ROW + (ROW - THICK) / 2, width: share(it.value), height: THICK, rx: 2 })),
      svg("line", { x1: share(limit.value), x2: share(limit.value), y1: 2, y2: bottom + 4 }),
      svg("text", { x: share(limit.value), y: bottom + 18, "text-anchor": end ? "end" : "start" }, limit.text),
    ),
    h("div", { class: "values" }, bars.map((it) => h("span", {}, it.text))),
  );
}
