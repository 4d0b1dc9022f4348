package io.saleslens.api;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.saleslens.sandbox.TestElasticsearch;
import java.net.URI;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

class RequestLogTest {
  private final Logger logger = (Logger) LoggerFactory.getLogger("io.saleslens.api");
  private final Level level = logger.getLevel();
  private final ListAppender<ILoggingEvent> lines = new ListAppender<>();

  @BeforeEach
  void listen() {
    lines.start();
    logger.addAppender(lines);
    logger.setLevel(Level.DEBUG);
  }

  @AfterEach
  void stop() {
    logger.setLevel(level);
    logger.detachAppender(lines);
  }

  private List<String> logged() {
    return lines.list.stream().map(ILoggingEvent::getFormattedMessage).toList();
  }

  @Test
  void aRequestIsLoggedWithTheTokensNameAndNeverTheToken() {
    TestToken kim = TestToken.of("kim", Role.READER);
    TestElasticsearch gone = new TestElasticsearch(URI.create("http://127.0.0.1:1"), "none_");
    try (ApiUnderTest api = ApiUnderTest.at(gone, ApiUnderTest.settings(kim.token()))) {
      String stranger = TestToken.of("lee", Role.READER).secret();
      api.get("/api/v1/frauds/1%0a2", "Authorization", "Bearer " + kim.secret());
      api.get("/api/v1/days", "Authorization", "Bearer " + stranger);
      api.get("/api/v1/days?token=" + kim.secret());
      api.get("/" + kim.secret());
      // the server logs after it has answered; when it is closed it has
    }
    assertThat(logged())
        .contains("/api/v1/frauds/1%0a2 refused to kim, who is a reader")
        .contains("/api/v1/days refused to a wrong token from 127.0.0.1")
        .anySatisfy(it -> assertThat(it).startsWith("GET /api/v1/frauds/1%0a2 by kim: 403 in "))
        .anySatisfy(
            it -> assertThat(it).startsWith("GET /api/v1/days?token=sl_**** by anybody: 401 in "))
        .anySatisfy(it -> assertThat(it).startsWith("GET /sl_**** by anybody: 404 in "))
        .noneMatch(it -> it.contains(kim.secret()) || it.contains("\n"));
  }
}
