import { h } from "./dom.js";
import { common, texts } from "./texts.js";

const t = texts({
  en: { filters: "Filters", filters_set: "Filters ({n} set)" },
  ko: { filters: "필터", filters_set: "필터 ({n}개 적용)" },
});

const NARROW = matchMedia("(max-width: 640px)");

/**
 * A form of filters whose values stand in the address. On a phone it is folded away.
 *
 * @param fields `{name, label, type?, options?: {value: text}, hint?, long?, read?, write?, suggest?}`;
 *     `read` makes the value of what was typed, or throws a RangeError that says what is wrong with
 *     it; `write` is the reverse; `suggest` promises what could be typed instead of what was
 * @param values by name, as the address has them
 * @param apply takes the values by name, the empty ones too
 * @param clear is called to go without any
 * @return `{element, refuse}`; `refuse(name, why)` says at a field what is wrong with it, and answers
 *     whether there is such a field
 */
export function filterForm({ fields, values, apply, clear }) {
  const entries = fields.map((it) => entry(it, values[it.name] ?? ""));
  const form = h(
    "form",
    {
      class: "filters",
      novalidate: true, // what is wrong is said at the field, in the language of the page
      onsubmit: (event) => {
        event.preventDefault();
        submit(entries, apply);
      },
    },
    entries.map((it) => it.element),
    h(
      "div",
      { class: "buttons" },
      h("button", { type: "submit", class: "main" }, common("apply")),
      h("button", { type: "button", onclick: clear }, common("clear")),
    ),
  );
  const n = fields.filter((it) => values[it.name]).length;
  const element = h(
    "details",
    { class: "card fold", open: !NARROW.matches },
    h("summary", {}, n === 0 ? t("filters") : t("filters_set", { n })),
    form,
  );
  const refuse = (name, why) => {
    const refused = entries.find((it) => it.field.name === name);
    if (refused !== undefined) {
      element.open = true;
      refused.say(why);
    }
    return refused !== undefined;
  };
  return { element, refuse };
}

function submit(entries, apply) {
  const values = {};
  let sound = true;
  for (const { field, control, say } of entries.toReversed()) {
    try {
      values[field.name] = (field.read ?? String)(control.value.trim());
    } catch (e) {
      if (!(e instanceof RangeError)) {
        throw e;
      }
      sound = false;
      say(e.message); // the first in the form comes last, and keeps the focus
    }
  }
  if (sound) {
    apply(values);
  }
}

function entry(field, value) {
  const id = "filter-" + field.name;
  const control = field.options ? choice(field, id, value) : input(field, id, value);
  const fault = h("p", { id: id + "-fault", class: "fault bad" });
  const mend = () => {
    fault.replaceChildren();
    control.removeAttribute("aria-invalid");
    control.removeAttribute("aria-describedby");
  };
  control.addEventListener("input", mend);
  const say = (why) => {
    fault.replaceChildren(why);
    control.setAttribute("aria-invalid", "true");
    control.setAttribute("aria-describedby", fault.id);
    control.focus();
  };
  const label = h("label", { for: id }, field.label);
  const element = h("div", { class: field.long ? "field long" : "field" }, label, control, field.suggest && suggestions(field, control), fault);
  return { field, control, say, element };
}

function input(field, id, value) {
  return h("input", {
    id,
    name: field.name,
    type: field.type ?? "text",
    inputmode: field.inputmode,
    placeholder: field.hint,
    autocomplete: "off",
    spellcheck: "false",
    value: (field.write ?? String)(value),
  });
}

/** What the browser offers below a field; nothing if it cannot be had, as it is only a help. */
function suggestions(field, control) {
  const list = h("datalist", { id: control.id + "-list" });
  control.setAttribute("list", list.id);
  let asked = 0;
  control.addEventListener("input", async () => {
    const mine = ++asked;
    const offers = await field.suggest(control.value).catch(() => []);
    if (mine === asked) {
      list.replaceChildren(...offers.map((value) => h("option", { value })));
    }
  });
  return list;
}

/** What the address asks for stands among the options, whatever it is. */
function choice(field, id, value) {
  const options = value in field.options ? field.options : { ...field.options, [value]: value };
  return h(
    "select",
    { id, name: field.name },
    Object.entries(options).map(([it, text]) => h("option", { value: it, selected: it === value }, text)),
  );
}
