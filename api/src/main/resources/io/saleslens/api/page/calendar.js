// A year as a calendar: weeks are columns, on a phone rows.

import { h } from "./dom.js";
import * as format from "./format.js";

const DAY = 86_400_000;
const WEEK = 7;
const NARROW = matchMedia("(max-width: 640px)");
const WIDE_STEPS = { ArrowUp: -1, ArrowDown: 1, ArrowLeft: -WEEK, ArrowRight: WEEK, PageUp: -4 * WEEK, PageDown: 4 * WEEK };
const NARROW_STEPS = { ...WIDE_STEPS, ArrowUp: -WEEK, ArrowDown: WEEK, ArrowLeft: -1, ArrowRight: 1 };

function daysOf(year) {
  const days = [];
  for (let it = Date.UTC(year, 0, 1); it < Date.UTC(year + 1, 0, 1); it += DAY) {
    days.push(new Date(it).toISOString().slice(0, 10));
  }
  return days;
}

/** Monday is 0. */
function weekday(iso) {
  return (new Date(iso).getUTCDay() + 6) % WEEK;
}

/**
 * @param title for screen readers
 * @param look `iso => {kind, text}`: the class of a day, and what there is to say of it
 * @param chosen the day that is open, or null
 * @param start the day that the Tab key comes to first
 * @param open takes a day
 * @return `{element, focus(iso), choose(iso)}`
 */
export function calendar({ year, title, look, chosen, start, open }) {
  const days = daysOf(year);
  const readout = h("p", { class: "readout quiet", "aria-hidden": "true" }); // the label of each day says the same
  const cells = days.map((iso) => dayCell(iso, look(iso)));
  const inFirstWeek = weekday(days[0]);
  let current = Math.max(0, days.indexOf(start));

  function place(element, week, at) {
    element.style.setProperty("--week", week);
    element.style.setProperty("--day", at);
    return element;
  }

  const weeks = [];
  cells.forEach((cell, at) => {
    const week = Math.floor((at + inFirstWeek) / WEEK);
    weeks[week] ??= h("div", { role: "row" });
    if (days[at].endsWith("-01")) {
      weeks[week].append(place(h("span", { role: "rowheader", class: "month" }, format.day(days[at], { month: "short" })), week + 1, 0));
    }
    weeks[week].append(place(cell, week + 1, weekday(days[at]) + 1));
  });

  function move(at) {
    cells[current].tabIndex = -1;
    current = Math.min(Math.max(at, 0), cells.length - 1);
    cells[current].tabIndex = 0;
  }

  function indexOf(event) {
    return cells.indexOf(event.target.closest("[role=gridcell]"));
  }

  function key(event) {
    const step = (NARROW.matches ? NARROW_STEPS : WIDE_STEPS)[event.key];
    if (event.altKey || event.ctrlKey || event.metaKey) {
      return;
    }
    if (step !== undefined) {
      move(current + step);
    } else if (event.key === "Home" || event.key === "End") {
      move(event.key === "Home" ? 0 : cells.length - 1);
    } else if (event.key === "Enter" || event.key === " ") {
      open(days[current]);
    } else {
      return;
    }
    event.preventDefault();
    if (event.key !== "Enter" && event.key !== " ") {
      cells[current].focus();
    }
  }

  const tell = (event) => {
    const at = indexOf(event);
    if (at >= 0) {
      readout.textContent = cells[at].getAttribute("aria-label");
    }
  };
  const grid = h(
    "div",
    {
      class: "calendar",
      role: "grid",
      "aria-label": title,
      onkeydown: key,
      onclick: (event) => {
        const at = indexOf(event);
        if (at >= 0) {
          move(at);
          open(days[at]);
        }
      },
      onpointerover: tell,
      onfocusin: tell,
    },
    weekdays(place),
    weeks,
  );
  grid.style.setProperty("--weeks", weeks.length);
  const choose = (iso) => days.forEach((it, at) => cells[at].setAttribute("aria-selected", String(it === iso)));
  choose(chosen);
  move(current);
  readout.textContent = cells[current].getAttribute("aria-label");
  return {
    element: h("div", {}, grid, readout),
    choose,
    focus(iso) {
      move(days.indexOf(iso));
      cells[current].focus();
    },
  };
}

function weekdays(place) {
  const monday = "2024-01-01";
  return h(
    "div",
    { role: "row" },
    Array.from({ length: WEEK }, (_, at) => {
      const iso = format.daysAfter(monday, at);
      return place(h("span", { role: "columnheader", class: "weekday", "aria-label": format.day(iso, { weekday: "long" }) }, format.day(iso, { weekday: "short" })), 0, at + 1);
    }),
  );
}

function dayCell(iso, { kind, text }) {
  const label = format.day(iso, { weekday: "short", year: "numeric", month: "short", day: "numeric" }) + ": " + text;
  return h("span", { role: "gridcell", class: "day " + kind, tabindex: "-1", "aria-label": label }, h("span", { "aria-hidden": "true" }, Number(iso.slice(8))));
}
