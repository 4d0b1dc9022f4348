import { get } from "./api.js";
import { h } from "./dom.js";
import { explain } from "./loading.js";
import { go } from "./route.js";
import { texts } from "./texts.js";

const t = texts({
  en: {
    find: "Find a store",
    hint: "Store id",
    found: "{n} found",
    more: "First {n}",
    none: "None found",
  },
  ko: {
    find: "매장 찾기",
    hint: "매장 번호",
    found: "{n}곳",
    more: "처음 {n}곳",
    none: "일치하는 매장 없음",
  },
});

const MOST = 10;
const PAUSE = 150;

/** A box to type a store's id into: it suggests those that begin so, and goes to the one chosen. */
export function storeSearch(signal) {
  const status = h("p", { class: "quiet status", role: "status" });
  const list = h("ul", { id: "stores-found", role: "listbox", "aria-label": t("find"), hidden: true });
  const input = h("input", {
    type: "search",
    role: "combobox",
    "aria-autocomplete": "list",
    "aria-controls": "stores-found",
    "aria-expanded": "false",
    autocomplete: "off",
    spellcheck: "false",
    placeholder: t("hint"),
  });
  let asked = new AbortController();
  let timer;
  let chosen = -1;

  const choose = (at) => {
    chosen = at;
    [...list.children].forEach((it, number) => it.setAttribute("aria-selected", String(number === at)));
    const option = list.children[at];
    option?.scrollIntoView({ block: "nearest" });
    if (option) {
      input.setAttribute("aria-activedescendant", option.id);
    } else {
      input.removeAttribute("aria-activedescendant");
    }
  };
  const show = (stores) => {
    list.replaceChildren(...stores.map((id, at) => h("li", { id: "store-found-" + at, role: "option", onpointerdown: () => go(["stores", id]) }, id)));
    list.hidden = stores.length === 0;
    input.setAttribute("aria-expanded", String(stores.length > 0));
    choose(-1);
  };
  const close = () => {
    clearTimeout(timer);
    asked.abort();
    show([]);
    status.textContent = "";
  };
  const suggest = async () => {
    asked.abort();
    asked = new AbortController();
    const { signal: mine } = asked;
    try {
      const { items, next } = await get("filters/stores", { prefix: input.value.trim(), limit: MOST, fields: "value" }, mine);
      show(items.map((it) => it.value));
      status.textContent = items.length === 0 ? t("none") : t(next === null ? "found" : "more", { n: items.length });
    } catch (e) {
      if (!mine.aborted) {
        show([]);
        status.textContent = explain(e);
      }
    }
  };
  const typed = () => {
    clearTimeout(timer);
    if (input.value.trim() === "") {
      close();
    } else {
      timer = setTimeout(suggest, PAUSE);
    }
  };
  const step = (by) => {
    const number = list.children.length;
    if (number > 0) {
      choose(chosen < 0 ? (by > 0 ? 0 : number - 1) : (chosen + by + number) % number);
    } else if (input.value.trim() !== "") {
      suggest();
    }
  };
  const keys = {
    ArrowDown: () => step(1),
    ArrowUp: () => step(-1),
    Enter: () => {
      const id = list.children[chosen]?.textContent ?? input.value.trim();
      if (id !== "") {
        go(["stores", id]);
      }
    },
    Escape: () => {
      if (list.hidden) {
        input.value = "";
      }
      close();
    },
  };
  input.addEventListener("input", typed);
  input.addEventListener("blur", close);
  input.addEventListener("keydown", (event) => {
    if (keys[event.key] && !event.isComposing) {
      event.preventDefault();
      keys[event.key]();
    }
  });
  signal.addEventListener("abort", close);
  return h("div", { class: "search" }, h("label", {}, t("find"), input), list, status);
}
