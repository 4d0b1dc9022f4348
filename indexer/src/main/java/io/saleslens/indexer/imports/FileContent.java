package io.saleslens.indexer.imports;

import io.saleslens.indexer.card.CardMask;
import io.saleslens.indexer.imports.file.FileRules;
import io.saleslens.indexer.imports.file.FileSale;
import io.saleslens.indexer.imports.file.ImportException;
import io.saleslens.indexer.imports.file.Refusal;
import io.saleslens.indexer.imports.file.SalesFile;
import io.saleslens.indexer.settings.SaleField;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;

/** What a file holds: how many good rows of which days, a hash of each day, and what is bad. */
final class FileContent implements RowIntake.Taker {
  /** Faults that are kept. */
  private static final int MOST_REFUSALS = 1_000;

  private final NavigableMap<LocalDate, Day> days = new TreeMap<>();
  private final List<Refusal> refusals = new ArrayList<>();
  private List<String> notUsed = List.of();
  private BitSet repeated = new BitSet();
  private long accepted;
  private long refused;
  private long lastRefused = -1;

  /** The good rows of a day. */
  private static final class Day {
    private final MessageDigest digest = sha256();
    private long sales;
  }

  /**
   * The good rows of a day.
   *
   * @param hash SHA-256 over what is stored of each, in the file's order
   */
  record DayContent(long sales, String hash) {}

  private FileContent() {}

  /**
   * @throws ImportException if the file as a whole cannot be read
   * @throws ImportsUnavailableException if there is no room beside it
   */
  static FileContent read(Path file, ImportRequest request, FileRules rules) {
    try (RepeatedIds ids = new RepeatedIds(file)) {
      FileContent content =
          read(
              file,
              request,
              rules,
              (id, row) -> {
                try {
                  return ids.add(id, (int) row);
                } catch (IOException e) {
                  throw ImportsUnavailableException.of(file.getParent(), e);
                }
              });
      content.repeated = ids.rows();
      if (!ids.isFoundLate() || content.repeated.isEmpty()) {
        return content;
      }
      FileContent without = read(file, request, rules, content::isRepeated);
      without.repeated = content.repeated;
      return without;
    } catch (IOException e) {
      throw ImportsUnavailableException.of(file.getParent(), e);
    }
  }

  private static FileContent read(
      Path file, ImportRequest request, FileRules rules, RowIntake.Repeats repeats) {
    FileContent content = new FileContent();
    RowIntake intake = new RowIntake(request.source(), repeats, content);
    SalesFile.read(file, request.format(), rules, request.date(), request.encoding(), intake);
    return content;
  }

  /** Whether an earlier row of the file has the id of this one. */
  boolean isRepeated(String id, long row) {
    return repeated.get((int) row);
  }

  @Override
  public void sale(String id, FileSale sale) {
    Day day = days.computeIfAbsent(sale.day(), it -> new Day());
    day.sales++;
    accepted++;
    for (Map.Entry<SaleField, String> value : sale.values().entrySet()) {
      if (SaleInsert.isOfFile(value.getKey())) {
        add(day.digest, value.getKey().fieldName());
        add(day.digest, value.getValue());
      }
    }
    add(day.digest, "");
  }

  /** With its length, so that what is between two texts counts. */
  private static void add(MessageDigest digest, String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    digest.update(ByteBuffer.allocate(Integer.BYTES).putInt(bytes.length).flip());
    digest.update(bytes);
  }

  @Override
  public void refused(Refusal refusal) {
    if (refusal.row() != lastRefused) {
      refused++;
      lastRefused = refusal.row();
    }
    if (refusals.size() < MOST_REFUSALS) {
      refusals.add(new Refusal(refusal.row(), refusal.field(), CardMask.mask(refusal.reason())));
    }
  }

  @Override
  public void notUsed(List<String> columns) {
    notUsed = columns;
  }

  /** The good rows by day. */
  NavigableMap<LocalDate, DayContent> days() {
    NavigableMap<LocalDate, DayContent> contents = new TreeMap<>();
    days.forEach((date, day) -> contents.put(date, new DayContent(day.sales, hash(day))));
    return contents;
  }

  private static String hash(Day day) {
    try {
      // a digest starts anew once it is told
      return HexFormat.of().formatHex(((MessageDigest) day.digest.clone()).digest());
    } catch (CloneNotSupportedException e) {
      throw new IllegalStateException("The JVM's own can be cloned", e);
    }
  }

  /** How many rows are good. */
  long accepted() {
    return accepted;
  }

  /** How many are bad. */
  long refused() {
    return refused;
  }

  /** The first faults. */
  List<Refusal> refusals() {
    return refusals;
  }

  /** Columns that stand for no field, the first hundred. */
  List<String> notUsed() {
    return notUsed;
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every JVM has SHA-256", e);
    }
  }
}
