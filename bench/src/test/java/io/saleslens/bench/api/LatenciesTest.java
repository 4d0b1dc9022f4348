package io.saleslens.bench.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class LatenciesTest {
  @Test
  void aPercentileIsWhatThatShareOfTheRequestsDidNotExceed() {
    long[] first = LongStream.rangeClosed(51, 100).map(it -> it * 1_000_000).toArray();
    long[] second = LongStream.rangeClosed(1, 50).map(it -> it * 1_000_000).toArray();
    Latencies latencies = Latencies.of(List.of(first, second));
    assertThat(latencies.count()).isEqualTo(100);
    assertThat(latencies.millis(0.5)).isEqualTo(50);
    assertThat(latencies.millis(0.99)).isEqualTo(99);
    assertThat(latencies.millis(1)).isEqualTo(100);
  }
}
