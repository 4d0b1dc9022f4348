import uPlot from "./uPlot.esm.js";
import { h } from "./dom.js";
import * as format from "./format.js";
import { common as t } from "./texts.js";
import { table } from "./table.js";

const HEIGHT = 240;
const SECOND = 1000;
const DASH = [6, 5];
/** Nothing is dragged; so a click that `toDay` moved is none that ends a drag, which would be dropped. */
const STILL = { x: false, y: false, click: () => {} };
const HALF_A_DAY = 43_200;

/** Steps of an axis of counts or minor units, which have no parts. */
const WHOLE = Array.from({ length: 16 }, (_, zeros) => [1, 2, 5].map((it) => it * 10 ** zeros)).flat();

/** A colour of the style sheet, as the canvas takes it: as it is in the theme of the moment. */
function ink(name) {
  const probe = h("i", { class: "ink-" + name, hidden: true });
  document.body.append(probe);
  const colour = getComputedStyle(probe).color;
  probe.remove();
  return colour;
}

/** A paler colour, through which no line of the grid is seen. */
function faded(colour) {
  const [own, ground] = [colour, ink("card")].map((it) => it.match(/[\d.]+/g).map(Number));
  return "rgb(" + own.slice(0, 3).map((it, at) => Math.round(0.6 * it + 0.4 * ground[at])) + ")";
}

function seriesOf(it) {
  const colour = ink(it.ink);
  const common = { label: it.title, scale: "y", value: (_, value) => it.format(value) };
  switch (it.kind) {
    case "bars":
      return { ...common, stroke: colour, fill: faded(colour), width: 0, paths: uPlot.paths.bars({ size: [0.7, 40] }), points: { show: false } };
    case "marks":
      return {
        ...common,
        value: (_, __, ___, at) => it.format(it.values[at]),
        stroke: colour,
        paths: () => null,
        points: { show: true, fill: colour, stroke: ink("card"), width: 1.5, paths: (plot) => marks(plot, it.values) },
      };
    default:
      return { ...common, stroke: colour, width: 2, dash: it.dash && DASH, spanGaps: true, points: it.plain ? { show: false } : { size: 5 } };
  }
}

/** What the legend shows of a series beside its name: its line, or what it fills. */
function markers(series) {
  const of = (at) => series[at - 1];
  return {
    width: (_, at) => (at === 0 ? 0 : 2),
    dash: (_, at) => (of(at)?.dash ? "dotted" : "solid"),
    fill: (plot, at) => ({ bars: plot.series[at].fill, marks: plot.series[at].stroke })[of(at)?.kind]?.(plot, at) ?? null,
  };
}

/** A dot for each of a day's values. */
function marks(plot, values) {
  const path = new Path2D();
  const radius = 4.5 * devicePixelRatio;
  values.forEach((ofDay, at) =>
    ofDay?.forEach((value) => {
      const [x, y] = [plot.valToPos(plot.data[0][at], "x", true), plot.valToPos(value, "y", true)];
      path.moveTo(x + radius, y);
      path.arc(x, y, radius, 0, 2 * Math.PI);
    }),
  );
  return { stroke: path, fill: path };
}

/** What the chart is scaled by. */
function heights(it) {
  return it.kind === "marks" ? it.values.map((ofDay) => (ofDay ? Math.max(...ofDay) : null)) : it.values;
}

/** The pointer stands on a day, not between two; left of zero it is elsewhere. */
function toDay(plot, left, top) {
  return left < 0 ? [left, top] : [plot.valToPos(plot.data[0][plot.posToIdx(left)], "x"), top];
}

/** With no day pointed at, the legend tells of the last one. */
function tellLast(plot) {
  if (plot.cursor.idx === null || plot.cursor.idx === undefined) {
    plot.setLegend({ idx: plot.data[0].length - 1 }, false);
  }
}

function optionsOf(chart, width) {
  const axis = { stroke: ink("quiet"), grid: { stroke: ink("line"), width: 1 }, ticks: { show: false }, font: "12px system-ui" };
  return {
    width,
    height: chart.height ?? HEIGHT,
    tzDate: (seconds) => uPlot.tzDate(new Date(seconds * SECOND), "UTC"), // business days have no zone
    cursor: { y: false, move: toDay, drag: STILL, points: { show: false }, sync: chart.sync && { key: chart.sync } },
    legend: { markers: markers(chart.series) },
    hooks: { ready: [tellLast], setCursor: [tellLast] },
    scales: { x: { time: true, range: ({ data: [days] }) => [days[0] - HALF_A_DAY, days.at(-1) + HALF_A_DAY] }, y: { range: (_, low, high) => [Math.min(0, low ?? 0), (high ?? 0) > 0 ? high * 1.08 : 1] } },
    axes: [
      { ...axis, values: (_, ticks) => ticks.map((it) => format.day(new Date(it * SECOND).toISOString().slice(0, 10), { month: "short", day: "numeric" })), space: 70, incrs: [1, 2, 7, 14, 28, 91, 182].map((days) => days * 86400), size: 34, gap: 8, grid: { show: false } },
      { ...axis, values: (_, ticks) => ticks.map(chart.tick), size: 64, space: 26, incrs: WHOLE },
    ],
    padding: [8, 24, 0, 0],
    series: [{ value: (_, seconds) => (seconds === null ? "–" : format.day(new Date(seconds * SECOND).toISOString().slice(0, 10))), label: t("date") }, ...chart.series.map(seriesOf)],
  };
}

/**
 * A chart over business days, drawn into what it answers as soon as that is on the page, anew when
 * its width or the theme changes. Below it is the same as a table, for whoever cannot see it.
 *
 * @param chart `{title, days: ["yyyy-MM-dd"], series: [{title, values, ink, format, kind?: "line" |
 *     "bars" | "marks", dash?, plain?}], tick: value => text, height?, sync?, pick?}`; a value may be null;
 *     a plain line has no points; of marks it is the list of a day's. Charts of one `sync` point at the same day; `pick` takes
 *     the index of a day that was clicked
 */
export function dayChart(chart, signal) {
  const canvas = h("div", { class: chart.pick ? "canvas picks" : "canvas", role: "img", "aria-label": chart.title });
  const data = [chart.days.map((it) => Date.parse(it) / SECOND), ...chart.series.map(heights)];
  let plot = null;
  const draw = () => {
    plot?.destroy();
    plot = new uPlot(optionsOf(chart, canvas.clientWidth), data, canvas);
    if (chart.pick) {
      plot.over.addEventListener("click", () => chart.pick(plot.posToIdx(plot.cursor.left)));
    }
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
