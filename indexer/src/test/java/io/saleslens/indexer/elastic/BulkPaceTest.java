package io.saleslens.indexer.elastic;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

/** How the pace follows the server's answers; time is what the answers say. */
class BulkPaceTest {
  private static final int MOST_BYTES = 4 << 20;
  private static final int MOST_CONNECTIONS = 8;

  private final BulkPace pace = new BulkPace(MOST_BYTES, MOST_CONNECTIONS);
  private long now = -1_000_000_000;

  private void answered(Duration took, boolean busy) {
    long sentAt = now;
    now += took.toNanos();
    pace.answered(MOST_BYTES, sentAt, now, busy);
  }

  private void answeredWell(int times) {
    for (int i = 0; i < times; i++) {
      answered(Duration.ofMillis(500), false);
    }
  }

  @Test
  void itBeginsWithAllThatTheSettingsAllow() {
    assertThat(pace.bytes()).isEqualTo(MOST_BYTES);
    assertThat(pace.connections()).isEqualTo(MOST_CONNECTIONS);
  }

  @Test
  void aServerWithoutRoomGetsHalf() {
    answered(Duration.ofMillis(500), true);
    assertThat(pace.bytes()).isEqualTo(MOST_BYTES / 2);
    assertThat(pace.connections()).isEqualTo(MOST_CONNECTIONS / 2);
  }

  @Test
  void howeverOftenThereIsNoRoomSomethingIsSent() {
    for (int i = 0; i < 100; i++) {
      answered(Duration.ofMillis(500), true);
    }
    assertThat(pace.bytes()).isEqualTo(64 << 10);
    assertThat(pace.connections()).isEqualTo(1);
  }

  @Test
  void whatWasSentBeforeTheCutDoesNotCutAgain() {
    long sentAt = now;
    answered(Duration.ofMillis(500), true);
    pace.answered(MOST_BYTES, sentAt, now + 1, true);
    assertThat(pace.connections()).isEqualTo(MOST_CONNECTIONS / 2);
  }

  @Test
  void itGrowsBackStepByStepAndNoFurther() {
    answered(Duration.ofMillis(500), true);
    answeredWell(4);
    assertThat(pace.bytes()).isEqualTo(MOST_BYTES);
    assertThat(pace.connections()).isLessThan(MOST_CONNECTIONS);
    answeredWell(100);
    assertThat(pace.bytes()).isEqualTo(MOST_BYTES);
    assertThat(pace.connections()).isEqualTo(MOST_CONNECTIONS);
  }

  @Test
  void aServerThatIsSuddenlySlowGetsHalf() {
    answeredWell(20);
    answered(Duration.ofSeconds(3), false);
    assertThat(pace.connections()).isEqualTo(MOST_CONNECTIONS / 2);
  }

  @Test
  void aServerThatIsAlwaysSlowGetsAll() {
    for (int i = 0; i < 20; i++) {
      answered(Duration.ofSeconds(20), false);
    }
    assertThat(pace.connections()).isEqualTo(MOST_CONNECTIONS);
  }

  @Test
  void nobodyMindsTheLatencyOfQuickAnswers() {
    for (int i = 0; i < 20; i++) {
      answered(Duration.ofMillis(5), false);
    }
    answered(Duration.ofMillis(500), false);
    assertThat(pace.connections()).isEqualTo(MOST_CONNECTIONS);
  }
}
