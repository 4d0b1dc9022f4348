package io.saleslens.indexer.imports.file;

import java.util.BitSet;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** How the formats of a workbook, by their places, show numbers. */
final class CellFormats {
  private final BitSet dates = new BitSet();
  private final Map<Integer, ZeroFormat> zeros = new HashMap<>();

  void add(int place, boolean isDate, ZeroFormat zeroFormat) {
    dates.set(place, isDate);
    if (zeroFormat != null) {
      zeros.put(place, zeroFormat);
    }
  }

  boolean isDate(int place) {
    return dates.get(place);
  }

  Optional<ZeroFormat> zeros(int place) {
    return Optional.ofNullable(zeros.get(place));
  }
}
