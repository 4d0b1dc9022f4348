export const LEVELS = 5;

/**
 * Five levels with as many days each, as far as equal values allow. Nought has none of its own.
 *
 * @param values numbers above nought
 * @return `{of(value): 1..5, ranges: [{level, low, high}]}`: what each level that has days goes from
 *     and to
 */
export function levels(values) {
  const sorted = [...values].sort((a, b) => a - b);
  const bounds = Array.from({ length: LEVELS - 1 }, (_, at) => sorted[Math.ceil(((at + 1) * sorted.length) / LEVELS) - 1]);
  const of = (value) => 1 + bounds.filter((it) => value > it).length;
  const ranges = [];
  for (const value of sorted) {
    const level = of(value);
    const last = ranges.at(-1);
    if (last?.level === level) {
      last.high = value;
    } else {
      ranges.push({ level, low: value, high: value });
    }
  }
  return { of, ranges };
}
