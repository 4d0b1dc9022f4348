// The day ledger as the calendar of a year, and a day of it.

import { download, get } from "./api.js";
import { calendar } from "./calendar.js";
import { choice, keepFocus } from "./choice.js";
import { canceledShare, showDay } from "./day.js";
import { t } from "./day-texts.js";
import { h } from "./dom.js";
import * as format from "./format.js";
import { LEVELS, levels } from "./levels.js";
import { fill, problem } from "./loading.js";
import { go, to } from "./route.js";
import { session } from "./session.js";
import { common } from "./texts.js";

const MOST_DAYS = 400; // a year on one page
const FIELDS = "date,dirty,computed_at,counted,total_sale,num_customer,num_canceled";

/** What a day can be coloured by: its value, how it is written, and how in a legend. */
const MEASURES = {
  sales: { role: "reader", value: (day) => day.total_sale, text: format.money, short: format.moneyShort },
  number: { role: "reader", value: (day) => day.counted, text: format.count, short: format.count },
  customers: { role: "reader", value: (day) => day.num_customer, text: format.count, short: format.count },
  canceled: { role: "reader", value: canceledShare, text: format.percent, short: format.percent },
  suspects: { role: "analyst", value: (day) => day.suspects, text: format.count, short: format.count },
};

export const days = {
  role: "reader",
  title: () => common("days"),
  async show(place, { query, signal, follow }) {
    const card = h("section", { class: "card" });
    place.append(card);
    let loaded;
    await fill(
      card,
      () => firstAndLast(signal),
      (ends) => {
        if (ends === null) {
          return h("p", { class: "nothing" }, t("hint"), " ", h("a", { href: to(["jobs"]) }, common("jobs")));
        }
        const view = yearView(place, ends, query, signal);
        follow((it) => (it.path.join() === "days" ? view.follow(it.query) : null));
        loaded = view.load();
        return view.element;
      },
      signal,
    );
    await loaded;
  },
};

/** The first and the last day with sales, or null if there is none. */
async function firstAndLast(signal) {
  const end = async (order) => (await get("days", { fields: "date", order, limit: 1 }, signal)).items[0]?.date;
  const [first, last] = await Promise.all([end("asc"), end("desc")]);
  return last === undefined ? null : { first: yearOf(first), last: yearOf(last), day: last };
}

function yearOf(iso) {
  return Number(iso.slice(0, 4));
}

/** What the address asks for, as far as there is such. */
function askedFor(query, ends) {
  const day = /^\d{4}-\d\d-\d\d$/.test(query.day) && !Number.isNaN(Date.parse(query.day)) ? query.day : null;
  const year = Number(query.year ?? day?.slice(0, 4));
  const inRange = Number.isInteger(year) && year >= ends.first && year <= ends.last;
  const measure = Object.hasOwn(MEASURES, query.show ?? "") && session.may(MEASURES[query.show].role) ? query.show : "sales";
  return { year: inRange ? year : ends.last, measure, day: inRange && day && yearOf(day) === year ? day : null };
}

/** The calendar and the day that is open. What is shown stands in the address. */
function yearView(place, ends, query, signal) {
  const title = h("h2", {});
  const filters = h("div", { class: "filters" });
  const trouble = h("div", {});
  const body = h("div", { class: "view" });
  const panel = h("section", { class: "card", "aria-labelledby": "day", hidden: true, onkeydown: (event) => event.key === "Escape" && show({ day: null }) });
  const element = [h("header", {}, title, filters), trouble, body];
  let asked = askedFor(query, ends);
  let sheet;
  let dayOpen = new AbortController();
  place.append(panel);
  signal.addEventListener("abort", () => dayOpen.abort());

  const show = (change) => go(["days"], { year: asked.year, show: asked.measure, day: asked.day, ...change });

  async function load() {
    drawFilters();
    body.style.minHeight = body.offsetHeight + "px"; // the page does not jump meanwhile
    await Promise.all([fill(body, () => ledger(asked, signal), draw, signal), drawDay()]);
    body.style.minHeight = "";
  }

  function follow(query) {
    const before = asked;
    asked = askedFor(query, ends);
    return asked.year === before.year && asked.measure === before.measure ? turnTo(before.day) : load();
  }

  async function turnTo(before) {
    sheet?.choose(asked.day);
    const drawn = drawDay();
    if (asked.day !== null) {
      panel.querySelector("h2").focus();
    } else if (before !== null) {
      sheet?.focus(before);
    }
    await drawn;
  }

  async function drawDay() {
    dayOpen.abort();
    dayOpen = new AbortController();
    panel.hidden = asked.day === null;
    panel.replaceChildren();
    if (asked.day !== null) {
      await showDay(panel, asked.day, () => show({ day: null }), dayOpen.signal);
    }
  }

  function drawFilters() {
    title.textContent = t("calendar", { year: asked.year });
    const years = Array.from({ length: ends.last - ends.first + 1 }, (_, at) => String(ends.last - at));
    const measures = Object.keys(MEASURES).filter((it) => session.may(MEASURES[it].role));
    keepFocus(filters, () =>
      filters.replaceChildren(
        step("‹", t("year_before"), asked.year - 1),
        choice(t("year"), years.map((it) => [it, it]), String(asked.year), (year) => show({ year, day: null })),
        step("›", t("year_after"), asked.year + 1),
        choice(t("shown"), measures.map((it) => [it, t("measure_" + it)]), asked.measure, (measure) => show({ show: measure })),
        h("button", { type: "button", onclick: (event) => fetchCsv(event.currentTarget) }, common("download")),
      ),
    );
  }

  function step(sign, label, year) {
    return h("button", { type: "button", "aria-label": label, disabled: year < ends.first || year > ends.last, onclick: () => show({ year, day: null }) }, sign);
  }

  async function fetchCsv(button) {
    button.disabled = true;
    button.textContent = common("downloading");
    trouble.replaceChildren();
    try {
      await download("days", yearRange(asked.year), "days-" + asked.year + ".csv");
    } catch (e) {
      if (e.status === undefined) {
        throw e;
      }
      trouble.replaceChildren(problem(e));
    } finally {
      button.disabled = false;
      button.textContent = common("download");
    }
  }

  function draw(items) {
    const byDay = new Map(items.map((it) => [it.date, it]));
    const measure = MEASURES[asked.measure];
    const scale = levels(items.map(measure.value).filter((it) => it > 0));
    sheet = calendar({
      year: asked.year,
      title: title.textContent + ", " + t("measure_" + asked.measure),
      look: (iso) => look(byDay.get(iso), measure, scale),
      chosen: asked.day,
      start: asked.day ?? items.at(-1)?.date ?? asked.year + "-01-01",
      open: (day) => show({ day }),
    });
    body.classList.toggle("alarm", asked.measure === "suspects");
    return [summary(items), sheet.element, legend(items, measure, scale)];
  }

  return { element, load, follow };
}

function yearRange(year) {
  return { from: year + "-01-01", to: year + "-12-31" };
}

/** The days of the year that there are sales of; with their suspects if those are shown. */
async function ledger({ year, measure }, signal) {
  const range = { ...yearRange(year), limit: MOST_DAYS };
  const [{ items }, totals] = await Promise.all([
    get("days", { ...range, fields: FIELDS }, signal),
    measure === "suspects" ? get("frauds/totals", { ...range, period: "day" }, signal) : null,
  ]);
  const suspects = new Map(totals?.items.map((it) => [it.from, it.num_sale]));
  return items.map((it) => ({ ...it, suspects: it.computed_at ? (suspects.get(it.date) ?? 0) : null }));
}

/** How a day looks, and what it says: never by its colour alone. */
function look(day, measure, scale) {
  if (day === undefined) {
    return { kind: "no-sales", text: t("no_sales") };
  }
  if (!day.computed_at) {
    return { kind: "never", text: t("never") };
  }
  const value = measure.value(day);
  const kind = value > 0 ? "level-" + scale.of(value) : "level-0";
  return day.dirty
    ? { kind: kind + " dirty", text: measure.text(value) + ", " + t("dirty") }
    : { kind, text: measure.text(value) };
}

function summary(items) {
  const waiting = items.filter((it) => it.dirty).length;
  return h(
    "p",
    { class: "quiet" },
    t("days_with", { n: items.length }),
    waiting > 0 && [" · ", h("span", { class: "warn" }, t("days_waiting", { n: waiting }))],
    h("span", { class: "keys" }, " · " + t("keys")),
  );
}

function legend(items, measure, scale) {
  const computed = items.filter((it) => it.computed_at);
  const parts = [
    ...(computed.some((it) => !(measure.value(it) > 0)) ? [["level-0", t("nought")]] : []),
    ...scale.ranges.map((it) => ["level-" + it.level, it.low === it.high ? measure.short(it.low) : measure.short(it.low) + " – " + measure.short(it.high)]),
    ["dirty", t("dirty")],
    ["never", t("never")],
    ["no-sales", t("no_sales")],
  ];
  return h(
    "div",
    { class: "legend" },
    h("ul", {}, parts.map(([kind, text]) => h("li", {}, h("span", { class: "day " + kind, "aria-hidden": "true" }), text))),
    scale.ranges.length === LEVELS && h("p", { class: "quiet" }, t("fifths")),
  );
}
