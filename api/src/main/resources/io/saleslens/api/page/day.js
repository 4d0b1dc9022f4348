// One day of the ledger, opened from the calendar.

import { get } from "./api.js";
import { badge } from "./badge.js";
import { t } from "./day-texts.js";
import { h } from "./dom.js";
import * as format from "./format.js";
import { fill } from "./loading.js";
import { to } from "./route.js";
import { session } from "./session.js";
import { table } from "./table.js";
import { common } from "./texts.js";

const TOP = 10;

/** Canceled sales among those that are counted or canceled, as a store's summary has it; null without any. */
export function canceledShare(day) {
  const all = (day.counted ?? 0) + (day.num_canceled ?? 0);
  return all === 0 ? null : day.num_canceled / all;
}

/** Draws a day into `place`; `close` is called when the reader has done with it. */
export async function showDay(place, iso, close, signal) {
  const title = h("h2", { id: "day", tabindex: "-1" }, format.day(iso, { dateStyle: "full" }));
  const state = h("span", {});
  const numbers = h("div", {});
  const suspects = h("div", {});
  const top = h("div", {});
  place.replaceChildren(
    h("header", {}, h("div", { class: "named" }, title, state), h("button", { type: "button", onclick: close }, common("close"))),
    numbers,
    suspects,
    top,
  );
  const of = { from: iso, to: iso };
  await Promise.all([
    fill(
      numbers,
      () => Promise.all([get("days", of, signal), get("totals", { ...of, fields: "from,unit_price" }, signal)]),
      ([days, totals]) => {
        const day = days.items[0];
        state.replaceChildren(...(day ? [stateOf(day)] : []));
        return day ? facts(day, totals.items[0]?.unit_price) : h("p", { class: "nothing" }, t("none_of_day"));
      },
      signal,
    ),
    session.may("analyst") && fill(suspects, () => get("frauds/totals", { ...of, period: "day" }, signal), ({ items }) => suspectsOf(iso, items[0]), signal),
    fill(top, () => get("aov/daily", { ...of, sort: "total_sale", order: "desc", limit: TOP, fields: "store_id,total_sale,num_sale,num_customer,unit_price" }, signal), ({ items }) => topStores(items), signal),
  ]);
}

function stateOf(day) {
  if (day.dirty) {
    return badge("warn", t("dirty"));
  }
  return day.computed_at ? badge("good", t("computed")) : badge("warn", t("never"));
}

function facts(day, aov) {
  return h(
    "dl",
    { class: "facts many" },
    [
      [common("sales"), format.money(day.total_sale)],
      [common("aov"), format.money(aov)],
      [t("counted"), format.count(day.counted)],
      [common("customers"), format.count(day.num_customer)],
      [t("stores"), format.count(day.stores)],
      [t("canceled"), format.count(day.num_canceled)],
      [t("canceled_share"), format.percent(canceledShare(day))],
      [t("canceled_sale"), format.money(day.canceled_sale)],
      [t("all_sales"), format.count(day.sales)],
      [t("synced_at"), format.instant(day.synced_at)],
      [t("computed_at"), format.instant(day.computed_at)],
    ].map(([name, it]) => h("div", {}, h("dt", {}, name), h("dd", {}, it))),
  );
}

function suspectsOf(iso, total) {
  const n = total?.num_sale ?? 0;
  return h(
    "p",
    {},
    t("suspects_of_day") + ": ",
    h("strong", { class: n > 0 ? "bad" : null }, format.count(n)),
    n > 0 && [" ", h("a", { href: to(["suspects"], { from: iso, to: iso }) }, t("see_suspects"))],
  );
}

function topStores(rows) {
  return [
    h("h3", {}, t("top_stores")),
    table({
      caption: t("top_stores"),
      columns: [
        { title: common("store"), cell: (it) => h("a", { href: to(["stores", it.store_id]) }, it.store_id) },
        { title: common("sales"), number: true, cell: (it) => format.money(it.total_sale) },
        { title: common("number_of_sales"), number: true, cell: (it) => format.count(it.num_sale) },
        { title: common("customers"), number: true, wide: true, cell: (it) => format.count(it.num_customer) },
        { title: common("aov"), number: true, cell: (it) => format.money(it.unit_price) },
      ],
      rows,
      empty: t("no_top"),
    }),
  ];
}
