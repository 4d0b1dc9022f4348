import { get } from "./api.js";

/** All of some days, added up by the API; undefined if there is nothing in them. */
export async function totalOf(path, { from, to }, signal) {
  const { items } = await get(path, { period: "all", from, to, limit: 1 }, signal);
  return items[0];
}

/** One value for each of the days, by the field that items name their day in; null where there is none. */
export function byDay(days, items, field, dayField = "from") {
  const values = new Map(items.map((it) => [it[dayField], it[field]]));
  return days.map((day) => values.get(day) ?? null);
}
