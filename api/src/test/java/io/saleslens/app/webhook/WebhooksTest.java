package io.saleslens.app.webhook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.saleslens.app.TestEnvironment;
import io.saleslens.app.pipeline.Pipeline;
import io.saleslens.app.pipeline.Settings;
import io.saleslens.app.pipeline.Trigger;
import io.saleslens.app.webhook.TestReceiver.Delivery;
import io.saleslens.indexer.Progress;
import io.saleslens.indexer.elastic.Json;
import io.saleslens.indexer.settings.Secret;
import io.saleslens.indexer.settings.SettingsException;
import io.saleslens.indexer.testing.TestSale;
import io.saleslens.indexer.testing.TestSettings;
import io.saleslens.indexer.testing.TestTable;
import io.saleslens.sandbox.SandboxExtension;
import io.saleslens.sandbox.TestServers;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@ExtendWith(SandboxExtension.class)
class WebhooksTest {
  private static final String SECRET = "known to both of us";

  private TestReceiver receiver;
  private TestSettings settings;
  private TestTable table;
  private Pipeline pipeline;

  @BeforeEach
  void begin(TestServers servers) throws Exception {
    receiver = new TestReceiver();
    settings =
        TestSettings.of(servers)
            .with("webhooks.url", receiver.url())
            .with("webhooks.secret", SECRET);
    table = TestTable.create(settings);
    pipeline =
        new Pipeline(
            Settings.load(Optional.empty(), TestEnvironment.of(settings)), Clock.systemUTC());
  }

  @AfterEach
  void end() {
    pipeline.close();
    receiver.close();
  }

  /** A week of ordinary sales of a store, and three times the same at its end. */
  private List<TestSale> suspects(int store) {
    LocalDateTime now = LocalDateTime.now(settings.source().sourceZone());
    List<TestSale> sales = new ArrayList<>();
    for (int day = 1; day <= 9; day++) {
      boolean repeated = day > 6;
      sales.add(
          TestSale.of(store * 10 + day)
              .store(store)
              .modified(now)
              .card("5461-11**-****-" + store)
              .amount(repeated ? 45_000 : 15_000)
              .soldAt("2023-05-0" + Math.min(day, 7) + " 12:00:0" + day));
    }
    return sales;
  }

  private void sync(List<TestSale> changed) throws Exception {
    table.insert(changed);
    pipeline.sync(Trigger.COMMAND, Progress.NONE);
  }

  private Webhooks start() {
    Settings loaded = pipeline.settings();
    Webhooks webhooks =
        new Webhooks(
            loaded.webhooks().orElseThrow(), pipeline.elastic(), loaded.names(), Clock.systemUTC());
    webhooks.start();
    return webhooks;
  }

  private Outbox outbox() {
    return new Outbox(pipeline.elastic(), settings.names());
  }

  private void awaitDeliveries(int number) {
    await().atMost(Duration.ofSeconds(30)).until(() -> receiver.deliveries().size() >= number);
  }

  private static JsonNode json(Delivery delivery) {
    return Json.tree(delivery.body().getBytes(StandardCharsets.UTF_8));
  }

  @Test
  void whatIsNewIsToldOnceInOrderAlsoIfNobodyWasThereWhenItHappened() throws Exception {
    sync(suspects(49));
    receiver.answer(302, 500);
    try (Webhooks webhooks = start()) {
      await().until(() -> outbox().cursor().isPresent());
      sync(suspects(50));
      webhooks.wake();
      awaitDeliveries(3);
    }
    // Computes the group again, whose baseline is another then, and finds one more.
    TestSale more = TestSale.of(1).store(50).amount(10_000).soldAt("2023-05-03 12:00:00");
    sync(suspects(51));
    sync(List.of(more.modified(LocalDateTime.now(settings.source().sourceZone()))));
    table.insert(TestSale.of(2).store(52));
    pipeline.verify(
        Optional.empty(), Optional.empty(), false, false, Trigger.COMMAND, Progress.NONE);
    try (Webhooks webhooks = start()) {
      webhooks.wake();
      awaitDeliveries(5);
      await().until(() -> outbox().pending(10).isEmpty());
    }
    List<Delivery> deliveries = receiver.deliveries();
    assertThat(deliveries).hasSize(5).extracting(Delivery::path).containsOnly("/hook");
    assertThat(deliveries.subList(0, 3))
        .extracting(Delivery::body)
        .containsOnly(deliveries.get(0).body());
    JsonNode first = json(deliveries.get(0));
    assertThat(first.path("type").asText()).isEqualTo("suspects.new");
    assertThat(first.path("data").path("store_id").asText()).isEqualTo("50");
    assertThat(first.path("data").path("business_date").asText()).isEqualTo("2023-05-07");
    assertThat(first.path("data").path("repeat_count").asInt()).isEqualTo(3);
    assertThat(first.path("data").path("amount_sale").asInt()).isEqualTo(45_000);
    assertThat(first.path("data").path("aov_ratio").asDouble()).isEqualTo(3);
    assertThat(first.path("data").path("card_number").asText()).isEqualTo("5461-11**-****-50");
    assertThat(first.path("data").path("link").asText())
        .startsWith("/api/v1/frauds/groups/repeat-amount%7C50%7C2023-05-07%7C");
    Map<String, JsonNode> later =
        Map.of(
            json(deliveries.get(3)).path("type").asText(), json(deliveries.get(3)).path("data"),
            json(deliveries.get(4)).path("type").asText(), json(deliveries.get(4)).path("data"));
    assertThat(later.get("suspects.new").path("store_id").asText()).isEqualTo("51");
    assertThat(later.get("job.failed").path("job").asText()).isEqualTo("verify");
    assertThat(later.get("job.failed").path("outcome").asText()).isEqualTo("differences");
    for (Delivery delivery : deliveries) {
      assertThat(delivery.eventId()).isEqualTo(json(delivery).path("id").asText());
      String time = delivery.signature().replaceAll("t=(\\d+),.*", "$1");
      Instant at = Instant.ofEpochSecond(Long.parseLong(time));
      assertThat(at).isBetween(Instant.now().minusSeconds(120), Instant.now());
      assertThat(delivery.signature())
          .isEqualTo(new Signature(new Secret(SECRET)).of(delivery.body(), at));
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"http://example.com/hook", "https://me:pass@example.com/", "ftp://x/", "no url"})
  void aUrlThatWouldGiveEventsAwayIsRefusedAndNotShown(String url) {
    Map<String, String> environment = TestEnvironment.of(settings.with("webhooks.url", url));
    assertThatThrownBy(() -> Settings.load(Optional.empty(), environment))
        .isInstanceOf(SettingsException.class)
        .hasMessageContaining("saleslens.webhooks.url")
        .hasMessageNotContaining(url);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "too short"})
  void aSecretIsAskedFor(String secret) {
    Map<String, String> environment = TestEnvironment.of(settings.with("webhooks.secret", secret));
    assertThatThrownBy(() -> Settings.load(Optional.empty(), environment))
        .isInstanceOf(SettingsException.class)
        .hasMessageContaining("saleslens.webhooks.secret");
  }
}
