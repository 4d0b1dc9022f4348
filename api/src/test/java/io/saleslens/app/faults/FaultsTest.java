package io.saleslens.app.faults;

import static org.assertj.core.api.Assertions.assertThat;

import io.saleslens.sandbox.RestartableServers;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Processes are killed and paused, connections fail and indices are blocked at random points of
 * random commands. A command survives or says in a line why not; after one more sync all indices
 * are what the oracle computes from the table.
 *
 * <p>{@code -Dsaleslens.test.faults=200} injects that many; {@code -Dsaleslens.test.seed} begins
 * with another history.
 */
class FaultsTest {
  private static final int FAULTS_OF_A_HISTORY = 5;
  private static final int ALL_KINDS = Fault.values().length;

  private static final Map<Fault, Integer> INJECTED = new EnumMap<>(Fault.class);
  private static RestartableServers servers;

  @TempDir private Path folder;

  @BeforeAll
  static void start() {
    servers = RestartableServers.start();
  }

  static LongStream seeds() {
    int faults = Integer.getInteger("saleslens.test.faults", 20);
    long first = Long.getLong("saleslens.test.seed", 0);
    int histories = (faults + FAULTS_OF_A_HISTORY - 1) / FAULTS_OF_A_HISTORY;
    return LongStream.range(first, first + histories);
  }

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  void leaveNothingWrong(long seed) throws Exception {
    List<String> injected = new ArrayList<>();
    try (History history = new History(servers, folder, seed)) {
      for (int i = 0; i < FAULTS_OF_A_HISTORY; i++) {
        // each kind in turn, whatever the number of histories
        long turn = Math.floorMod(seed * FAULTS_OF_A_HISTORY + i, ALL_KINDS);
        Fault fault = Fault.values()[(int) turn];
        injected.add(fault.toString());
        history.suffer(fault);
        INJECTED.merge(fault, 1, Integer::sum);
      }
    } catch (AssertionError | Exception e) {
      throw new AssertionError(
          "Seed %d failed at the last of these faults: %s".formatted(seed, injected), e);
    }
  }

  @AfterAll
  static void sumUp() {
    servers.close();
    int total = INJECTED.values().stream().mapToInt(Integer::intValue).sum();
    System.out.printf(
        "%d faults injected: %s%n",
        total,
        INJECTED.entrySet().stream()
            .map(kind -> kind.getKey() + " " + kind.getValue())
            .collect(Collectors.joining(", ")));
    if (seeds().count() * FAULTS_OF_A_HISTORY >= ALL_KINDS) {
      assertThat(INJECTED).containsOnlyKeys(Fault.values());
    }
  }
}
