// Parameters of the API that have several values, parted by commas.

/** A letter of a value: an escaped one, or any that parts nothing. */
const LETTER = String.raw`(?:\\[\\,]|\\(?![\\,])|[^,\\])`;
const VALUES = new RegExp(LETTER + "+", "g");
const LAST = new RegExp(`^((?:${LETTER}*,\\s*)*)(${LETTER}*)$`);

/** A value as it stands in such a list, whatever is in it. */
export function listed(value) {
  return value.replaceAll(/[\\,]/g, "\\$&");
}

/** A list as people write it, with blanks around its commas. */
export function tidied(list) {
  const values = list.match(VALUES) ?? [];
  return values
    .map((it) => it.trim())
    .filter(Boolean)
    .join(",");
}

/** The last value of a list that is being written, and what stands before it. */
export function lastOf(list) {
  const [, before, last] = list.match(LAST);
  return { before, last: last.replaceAll(/\\([\\,])/g, "$1") };
}
