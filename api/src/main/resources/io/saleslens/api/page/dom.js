/**
 * Makes an element. Children are nodes or texts, which are never read as HTML; null and false are
 * left out, and lists are taken apart. Attributes that are functions listen (`onclick`); true stands
 * for an attribute without a value; null and false leave it out.
 */
export function h(tag, attributes, ...children) {
  return made(document.createElement(tag), attributes, children);
}

/** An element of a drawing, made as `h` does. */
export function svg(tag, attributes, ...children) {
  return made(document.createElementNS("http://www.w3.org/2000/svg", tag), attributes, children);
}

function made(element, attributes, children) {
  for (const [name, value] of Object.entries(attributes ?? {})) {
    if (typeof value === "function") {
      element.addEventListener(name.slice(2), value);
    } else if (value === true) {
      element.setAttribute(name, "");
    } else if (value !== null && value !== undefined && value !== false) {
      element.setAttribute(name, String(value));
    }
  }
  element.append(...children.flat(Infinity).filter((it) => it !== null && it !== undefined && it !== false));
  return element;
}

/** Calls `action` every so many milliseconds while the page is looked at, until the signal aborts. */
export function every(millis, action, signal) {
  let timer;
  const next = () => {
    if (!signal.aborted) {
      timer = setTimeout(async () => {
        if (!document.hidden) {
          await action();
        }
        next();
      }, millis);
    }
  };
  signal.addEventListener("abort", () => clearTimeout(timer));
  next();
}
