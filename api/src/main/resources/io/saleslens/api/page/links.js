import { h } from "./dom.js";
import { to } from "./route.js";

export function storeLink(id, query) {
  return h("a", { href: to(["stores", id], query) }, id);
}

/** To why a group of sales is suspect. */
export function evidenceLink(group, ...text) {
  return h("a", { href: to(["suspects"], { group }) }, text);
}
