package io.saleslens.indexer.elastic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.saleslens.indexer.elastic.FaultyServer.Answer;
import io.saleslens.indexer.retry.Patience;
import io.saleslens.indexer.settings.SettingsException;
import io.saleslens.indexer.testing.TestProxy;
import io.saleslens.indexer.testing.TestSettings;
import java.net.ServerSocket;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;
import org.elasticsearch.client.Request;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ElasticFaultsTest {
  private static final String SECRET = "c2VjcmV0";
  private static final String FORBIDDEN =
      "{\"error\":{\"root_cause\":[{\"type\":\"security_exception\",\"reason\":\"no\"}],\"type\":\"security_exception\",\"reason\":\"no\"},\"status\":%d}";
  private static final Answer COUNTED =
      new Answer(
          200,
          "{\"count\":7,\"_shards\":{\"total\":1,\"successful\":1,\"skipped\":0,\"failed\":0}}");

  private static final Patience THREE_ATTEMPTS = new Patience(Duration.ZERO, 3);

  private static long count(Elastic elastic) {
    return elastic.ask("count of x", client -> client.count(c -> c.index("x"))).count();
  }

  @ParameterizedTest
  @ValueSource(ints = {408, 429, 502, 503, 504, 0})
  void aPassingFaultIsAskedAgain(int status) throws Exception {
    AtomicInteger requests = new AtomicInteger();
    try (FaultyServer server =
            new FaultyServer(
                request -> requests.incrementAndGet() <= 2 ? new Answer(status, "{}") : COUNTED);
        Elastic elastic = new Elastic(server.settings().elastic())) {
      assertThat(count(elastic)).isEqualTo(7);
      assertThat(requests).hasValue(3);
    }
  }

  @Test
  void whatTheAskersOwnCodeThrowsIsNotTakenForTheServer() throws Exception {
    try (FaultyServer server = new FaultyServer(request -> COUNTED);
        Elastic elastic = new Elastic(server.settings().elastic(), THREE_ATTEMPTS)) {
      ArithmeticException ours = new ArithmeticException("long overflow");
      assertThatThrownBy(
              () ->
                  elastic.ask(
                      "count of x",
                      client -> {
                        client.count(c -> c.index("x"));
                        throw ours;
                      }))
          .isSameAs(ours);
      assertThatThrownBy(
              () ->
                  elastic.send(
                      new Request("GET", "/x/_count"),
                      null,
                      body -> {
                        throw ours;
                      }))
          .isSameAs(ours);
      assertThat(server.asked()).hasSize(2);
    }
  }

  @Test
  void aFaultThatStaysIsToldAfterSomeAttempts() throws Exception {
    int status = 503;
    try (FaultyServer server = new FaultyServer(request -> new Answer(status, "{}"));
        Elastic elastic = new Elastic(server.settings().elastic(), THREE_ATTEMPTS)) {
      assertThatThrownBy(() -> count(elastic))
          .isInstanceOfSatisfying(
              ElasticException.class, e -> assertThat(e.status()).isEqualTo(status))
          .hasMessageStartingWith(
              "Elasticsearch " + server.url() + ", asked count of x, answered ");
      assertThat(server.asked()).hasSize(3);
    }
  }

  @Test
  void aQueryGivesUpWhereAJobWaits() throws Exception {
    try (FaultyServer server = new FaultyServer(request -> COUNTED);
        TestProxy proxy = TestProxy.before(server.url());
        Elastic job = new Elastic(through(proxy, server).elastic())) {
      Elastic query = job.with(Patience.QUERY);
      assertThat(count(query)).isEqualTo(7);

      proxy.refuse();
      CompletableFuture<Long> waiting = CompletableFuture.supplyAsync(() -> count(job));
      assertThatThrownBy(() -> count(query)).isInstanceOf(ElasticException.class);
      // more than a server that never answered would be asked
      Awaitility.await().atMost(Duration.ofSeconds(30)).until(() -> proxy.faults() >= 10);
      assertThat(waiting).isNotDone();

      proxy.heal();
      assertThat(waiting.get(30, TimeUnit.SECONDS)).isEqualTo(7);
    }
  }

  private static TestSettings through(TestProxy proxy, FaultyServer server) {
    return server.settings().with("elasticsearch.url", proxy.through(server.url()));
  }

  @Test
  void whenTheServerSaysWhenToComeBackItIsNotAskedSooner() throws Exception {
    AtomicInteger requests = new AtomicInteger();
    Answer busy = new Answer(429, "{}", "1");
    try (FaultyServer server =
            new FaultyServer(request -> requests.incrementAndGet() == 1 ? busy : COUNTED);
        Elastic elastic = new Elastic(server.settings().elastic(), THREE_ATTEMPTS)) {
      Instant before = Instant.now();
      assertThat(count(elastic)).isEqualTo(7);
      assertThat(Duration.between(before, Instant.now()))
          .isGreaterThanOrEqualTo(Duration.ofSeconds(1));
    }
  }

  @Test
  void whatSaysToComeBackTooLateIsGivenUpAtOnce() throws Exception {
    try (FaultyServer server = new FaultyServer(request -> new Answer(503, "{}", "3600"));
        Elastic elastic = new Elastic(server.settings().elastic(), Patience.QUERY)) {
      assertThatThrownBy(() -> count(elastic)).isInstanceOf(ElasticException.class);
      assertThat(server.asked()).hasSize(1);
    }
  }

  /** The connection stands, but nothing comes over it any more. */
  @Test
  void anAnswerThatDoesNotComeIsAskedForAgain() throws Exception {
    try (FaultyServer server = new FaultyServer(request -> COUNTED);
        TestProxy proxy = TestProxy.before(server.url());
        Elastic elastic =
            new Elastic(
                through(proxy, server).with("elasticsearch.request-timeout", "PT0.3S").elastic())) {
      assertThat(count(elastic)).isEqualTo(7);
      proxy.fallSilent();
      CompletableFuture<Long> waiting = CompletableFuture.supplyAsync(() -> count(elastic));
      Awaitility.await().until(() -> proxy.accepted() >= 3);
      proxy.heal();
      assertThat(waiting.get(30, TimeUnit.SECONDS)).isEqualTo(7);
    }
  }

  @Test
  void anAnswerThatBreaksOffIsAskedForAgain() throws Exception {
    try (FaultyServer server = new FaultyServer(request -> COUNTED);
        TestProxy proxy = TestProxy.before(server.url());
        Elastic elastic = new Elastic(through(proxy, server).elastic())) {
      proxy.cutAfterAnswered(150);
      assertThat(count(elastic)).isEqualTo(7);
      assertThat(proxy.faults()).isEqualTo(1);
    }
  }

  @Test
  void anAnswerThatIsNotElasticsearchsIsNotAskedForAgain() throws Exception {
    try (FaultyServer server = new FaultyServer(request -> new Answer(200, "<html>"));
        Elastic elastic = new Elastic(server.settings().elastic(), THREE_ATTEMPTS)) {
      assertThatThrownBy(
              () -> elastic.send(new Request("GET", "/x"), null, Json.mapper()::readTree))
          .isInstanceOf(ElasticException.class);
      assertThat(server.asked()).hasSize(1);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {400, 404, 500})
  void aRefusalIsNotAskedAgain(int status) throws Exception {
    try (FaultyServer server =
            new FaultyServer(request -> new Answer(status, FORBIDDEN.formatted(status)));
        Elastic elastic = new Elastic(server.settings().elastic())) {
      assertThatThrownBy(() -> count(elastic))
          .isInstanceOf(ElasticException.class)
          .hasMessage(
              "Elasticsearch %s, asked count of x, answered %d: security_exception: no",
              server.url(), status);
      assertThat(server.asked()).hasSize(1);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {401, 403})
  void refusedCredentialsAreTheSettingsFaultAndNotShown(int status) throws Exception {
    try (FaultyServer server =
            new FaultyServer(request -> new Answer(status, FORBIDDEN.formatted(status)));
        Elastic elastic =
            new Elastic(server.settings().with("elasticsearch.api-key", SECRET).elastic())) {
      assertThatThrownBy(() -> count(elastic))
          .isInstanceOf(SettingsException.class)
          .hasMessage(
              "Elasticsearch %s refused our credentials (%d) for count of x. Check saleslens.elasticsearch.api-key, or .user and .password, and the role's privileges.",
              server.url(), status)
          .hasMessageNotContaining(SECRET);
      assertThat(server.asked()).hasSize(1);
      assertThat(server.asked().get(0).authorization()).isEqualTo("ApiKey " + SECRET);
    }
  }

  @Test
  void aBlockedIndexIsNotTakenForRefusedCredentials() throws Exception {
    String blocked = FORBIDDEN.replace("security_exception", "cluster_block_exception");
    try (FaultyServer server =
            new FaultyServer(request -> new Answer(403, blocked.formatted(403)));
        Elastic elastic = new Elastic(server.settings().elastic())) {
      assertThatThrownBy(() -> count(elastic))
          .isInstanceOf(ElasticException.class)
          .hasMessageContaining("answered 403: cluster_block_exception: no");
    }
  }

  @Test
  void userAndPasswordAreSentAtOnce() throws Exception {
    try (FaultyServer server = new FaultyServer(request -> COUNTED);
        Elastic elastic =
            new Elastic(
                server
                    .settings()
                    .with("elasticsearch.user", "u")
                    .with("elasticsearch.password", "p")
                    .elastic())) {
      count(elastic);
      assertThat(server.asked()).hasSize(1);
      assertThat(server.asked().get(0).authorization()).isEqualTo("Basic dTpw");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"/", "/search", "/search/"})
  void thePathOfTheUrlComesBeforeAllOthers(String path) throws Exception {
    try (FaultyServer server = new FaultyServer(request -> COUNTED);
        Elastic elastic =
            new Elastic(
                server.settings().with("elasticsearch.url", server.url() + path).elastic())) {
      count(elastic);
      assertThat(server.asked().get(0).path())
          .isEqualTo(path.equals("/") ? "/x/_count" : "/search/x/_count");
    }
  }

  @Test
  void aServerThatIsDownIsToldSoon() throws Exception {
    int port;
    try (ServerSocket free = new ServerSocket(0)) {
      port = free.getLocalPort();
    }
    String url = "http://127.0.0.1:" + port;
    Instant before = Instant.now();
    try (Elastic elastic =
        new Elastic(TestSettings.none().with("elasticsearch.url", url).elastic())) {
      assertThatThrownBy(() -> count(elastic))
          .isInstanceOfSatisfying(
              ElasticException.class,
              e -> assertThat(e.status()).isEqualTo(ElasticException.NO_ANSWER))
          .hasMessageStartingWith(
              "Elasticsearch " + url + ", asked count of x, cannot be reached (ConnectException")
          .hasMessageEndingWith("Is it running?");
    }
    assertThat(Duration.between(before, Instant.now())).isLessThan(Duration.ofSeconds(20));
  }

  @Test
  void aServerThatNeverAnswersIsGivenUp() throws Exception {
    try (ServerSocket silent = new ServerSocket(0);
        Elastic elastic =
            new Elastic(
                TestSettings.none()
                    .with("elasticsearch.url", "http://127.0.0.1:" + silent.getLocalPort())
                    .with("elasticsearch.request-timeout", "PT0.2S")
                    .elastic(),
                THREE_ATTEMPTS)) {
      assertThatThrownBy(() -> count(elastic))
          .isInstanceOf(ElasticException.class)
          .hasMessageContaining("cannot be reached (SocketTimeoutException");
    }
  }

  @Test
  void anInterruptEndsTheWaitForAnAnswer() throws Exception {
    CountDownLatch came = new CountDownLatch(1);
    CountDownLatch done = new CountDownLatch(1);
    try (FaultyServer server =
            new FaultyServer(
                request -> {
                  came.countDown();
                  await(done);
                  return COUNTED;
                });
        Elastic elastic = new Elastic(server.settings().elastic())) {
      interruptedOnce(elastic, came);
      done.countDown();
    }
  }

  @Test
  void anInterruptEndsThePauseBetweenTwoAttempts() throws Exception {
    CountDownLatch came = new CountDownLatch(2);
    try (FaultyServer server =
            new FaultyServer(
                request -> {
                  came.countDown();
                  return new Answer(503, "{}");
                });
        Elastic elastic = new Elastic(server.settings().elastic())) {
      interruptedOnce(elastic, came);
      assertThat(server.asked()).hasSizeLessThan(5);
    }
  }

  private static void interruptedOnce(Elastic elastic, CountDownLatch came) throws Exception {
    Throwable[] thrown = new Throwable[1];
    boolean[] stillInterrupted = new boolean[1];
    Thread asking =
        new Thread(
            () -> {
              try {
                count(elastic);
              } catch (RuntimeException e) {
                thrown[0] = e;
                stillInterrupted[0] = Thread.currentThread().isInterrupted();
              }
            });
    asking.start();
    came.await();
    asking.interrupt();
    asking.join(Duration.ofSeconds(20).toMillis());
    assertThat(thrown[0])
        .isInstanceOf(ElasticException.class)
        .hasMessageStartingWith("Interrupted while asking Elasticsearch");
    assertThat(stillInterrupted[0]).isTrue();
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
