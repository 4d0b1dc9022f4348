package io.saleslens.indexer.imports;

import static org.assertj.core.api.Assertions.assertThat;

import io.saleslens.indexer.testing.Seeds;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.BitSet;
import java.util.HashSet;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Rows whose id an earlier row has are found, however many there are and however little memory. */
class RepeatedIdsTest {
  @TempDir private Path dir;

  private BitSet found(int mostInMemory, String... ids) {
    try (RepeatedIds repeated = new RepeatedIds(dir.resolve("file"), mostInMemory)) {
      for (int i = 0; i < ids.length; i++) {
        repeated.add(ids[i], i);
      }
      return repeated.rows();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static BitSet expected(String... ids) {
    BitSet rows = new BitSet();
    Set<String> seen = new HashSet<>();
    for (int i = 0; i < ids.length; i++) {
      rows.set(i, !seen.add(ids[i]));
    }
    return rows;
  }

  @Test
  void inAnyOrderAndNumber() throws IOException {
    Seeds.forEach(
        20,
        random -> {
          String[] ids = ids(random);
          for (int most : new int[] {1, 3, 50, 100_000}) {
            assertThat(found(most, ids)).as("%d at once", most).isEqualTo(expected(ids));
          }
        });
    try (Stream<Path> left = Files.list(dir)) {
      assertThat(left).isEmpty();
    }
  }

  /** Some of them alike for a hash: {@code Aa} and {@code BB}. */
  private static String[] ids(Random random) {
    String[] ids = new String[random.nextInt(400)];
    int different = 1 + random.nextInt(300);
    for (int i = 0; i < ids.length; i++) {
      String number = Integer.toBinaryString(random.nextInt(different));
      ids[i] = number.replace("1", "Aa").replace("0", "BB");
    }
    return ids;
  }

  @Test
  void whatIsBrokenOffLeavesNoFile() throws IOException {
    try (RepeatedIds repeated = new RepeatedIds(dir.resolve("file"), 2)) {
      for (int i = 0; i < 10; i++) {
        repeated.add("id " + i, i);
      }
      assertThat(repeated.isFoundLate()).isTrue();
      assertThat(dir).isNotEmptyDirectory();
    }
    assertThat(dir).isEmptyDirectory();
  }
}
