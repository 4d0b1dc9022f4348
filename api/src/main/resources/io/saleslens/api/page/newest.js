// Which days a view is about. The data say so, not the browser's clock: they may be years old.

import { get } from "./api.js";
import * as format from "./format.js";

/**
 * The newest business days that were computed: `last`, which is over and has sales; `running`, which
 * is not over yet, or null; and the list's freshness. A day is over once something was read after it.
 * Days that had not begun when they were computed are of sales with a wrong date, and passed over.
 * Where no day is over yet, the running one is the last, too; where there is none at all, both are null.
 */
export async function newestDays(signal) {
  const { items, freshness } = await get("days", { order: "desc", limit: 100, fields: "date,synced_at,computed_at,counted" }, signal);
  const begun = items.filter((it) => it.computed_at && it.date <= format.dayOf(it.computed_at));
  const isOver = (it) => [freshness.read_through, it.synced_at].some((at) => at && it.date < format.dayOf(at));
  const running = begun[0] && !isOver(begun[0]) ? begun[0].date : null;
  const last = begun.find((it) => it.counted > 0 && isOver(it))?.date ?? running;
  return { last, running, freshness };
}
