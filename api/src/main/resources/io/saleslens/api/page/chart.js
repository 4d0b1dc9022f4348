import uPlot from "./uPlot.esm.js";
import { h } from "./dom.js";
import * as format from "./format.js";
import { common as t } from "./texts.js";
import { table } from "./table.js";

const SECOND = 1000;

/** A colour of the style sheet, as the canvas takes it: as it is in the theme of the moment. */
function ink(name) {
  const probe = h("i", { class: "ink-" + name, hidden: true });
  document.body.append(probe);
  const colour = getComputedStyle(probe).color;
  probe.remove();
  return colour;
}

function faded(colour) {
  return colour.replace(/^rgb\((.*)\)$/, "rgba($1, 0.55)");
}

function seriesOf(it) {
  const colour = ink(it.ink);
  const common = { label: it.title, scale: "y", value: (_, value) => it.format(value) };
  switch (it.kind) {
    case "bars":
      return { ...common, stroke: colour, fill: faded(colour), width: 0, paths: uPlot.paths.bars({ size: [0.7, 40] }), points: { show: false } };
    case "marks":
      return { ...common, stroke: colour, paths: () => null, points: { show: true, size: 9, fill: colour, stroke: ink("card"), width: 1.5 } };
    default:
      return { ...common, stroke: colour, width: 2, dash: it.dash ? [6, 5] : undefined, spanGaps: true, points: { size: 5 } };
  }
}

function optionsOf(chart, width) {
  const axis = { stroke: ink("quiet"), grid: { stroke: ink("line"), width: 1 }, ticks: { show: false }, font: "12px system-ui" };
  return {
    width,
    height: chart.height ?? 240,
    tzDate: (seconds) => uPlot.tzDate(new Date(seconds * SECOND), "UTC"), // business days have no zone
    cursor: { drag: { x: false, y: false }, points: { size: 7 } },
    scales: { x: { time: true }, y: { range: (_, low, high) => [Math.min(0, low ?? 0), (high ?? 0) > 0 ? high * 1.08 : 1] } },
    axes: [
      { ...axis, values: (_, ticks) => ticks.map((it) => format.day(new Date(it * SECOND).toISOString().slice(0, 10), { month: "short", day: "numeric" })), space: 70, incrs: [1, 2, 7, 14, 28, 91, 182].map((days) => days * 86400) },
      { ...axis, values: (_, ticks) => ticks.map(chart.tick), size: 64 },
    ],
    series: [{ value: (_, seconds) => (seconds === null ? "–" : format.day(new Date(seconds * SECOND).toISOString().slice(0, 10))), label: t("date") }, ...chart.series.map(seriesOf)],
  };
}

/**
 * A chart over business days, drawn into what it answers as soon as that is on the page, anew when
 * its width or the theme changes. Below it is the same as a table, for whoever cannot see it.
 *
 * @param chart `{title, days: ["yyyy-MM-dd"], series: [{title, values, ink, format, kind?: "line" |
 *     "bars" | "marks", dash?}], tick: value => text, height?}`; a value may be null
 */
export function dayChart(chart, signal) {
  const canvas = h("div", { class: "canvas", role: "img", "aria-label": chart.title });
  const data = [chart.days.map((it) => Date.parse(it) / SECOND), ...chart.series.map((it) => it.values)];
  let plot = null;
  const draw = () => {
    plot?.destroy();
    plot = new uPlot(optionsOf(chart, canvas.clientWidth), data, canvas);
  };
  const observer = new ResizeObserver(() => {
    if (plot === null) {
      draw();
    } else if (plot.width !== canvas.clientWidth) {
      plot.setSize({ width: canvas.clientWidth, height: plot.height });
    }
  });
  observer.observe(canvas);
  const redraw = () => plot && draw();
  document.addEventListener("themechange", redraw);
  signal.addEventListener("abort", () => {
    observer.disconnect();
    document.removeEventListener("themechange", redraw);
    plot?.destroy();
  });
  return h("figure", { class: "chart" }, canvas, asTable(chart));
}

/** Made when it is first opened: it may have some hundred rows. */
function asTable(chart) {
  const details = h("details", {}, h("summary", {}, t("as_table")));
  details.addEventListener(
    "toggle",
    () =>
      details.append(
        table({
          caption: chart.title,
          columns: [
            { title: t("date"), cell: (at) => format.day(chart.days[at]) },
            ...chart.series.map((it) => ({ title: it.title, number: true, cell: (at) => it.format(it.values[at]) })),
          ],
          rows: chart.days.map((_, at) => at),
        }),
      ),
    { once: true },
  );
  return details;
}
