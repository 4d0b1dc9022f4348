package io.saleslens.kibana.imports;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.saleslens.indexer.retry.Patience;
import io.saleslens.indexer.settings.SettingsException;
import io.saleslens.indexer.testing.TestSettings;
import io.saleslens.kibana.SavedObject;
import io.saleslens.kibana.testing.FakeKibana;
import io.saleslens.kibana.testing.FakeKibana.Request;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What goes wrong between us and Kibana, and what people are told. */
class KibanaClientTest {
  private static final String KEY = "bm90IGEgcmVhbCBrZXk6eA";
  private static final String HTML = "<!DOCTYPE html><html><title>Sign in</title></html>";
  private static final List<SavedObject> OBJECTS = TestObjects.all();

  private FakeKibana kibana;

  @BeforeEach
  void start() throws IOException {
    kibana = new FakeKibana();
  }

  @AfterEach
  void stop() {
    kibana.close();
  }

  private TestSettings settings() {
    return TestSettings.none().with("kibana.url", kibana.url()).with("kibana.api-key", KEY);
  }

  private static KibanaClient client(TestSettings settings) {
    return new KibanaClient(
        KibanaSettings.from(settings.reader()), new Patience(Duration.ofSeconds(2), 1));
  }

  private static void write(TestSettings settings) throws InterruptedException {
    client(settings).write(OBJECTS);
  }

  @Test
  void theKeyOrTheUserGoesWithEveryRequest() throws Exception {
    kibana.withAuthorization("ApiKey " + KEY);
    assertThat(client(settings()).write(OBJECTS).success()).isTrue();
    kibana.withAuthorization("Basic a2ltOuu5hOuwgOuyiO2YuA==");
    TestSettings user =
        TestSettings.none()
            .with("kibana.url", kibana.url() + "/")
            .with("kibana.user", "kim")
            .with("kibana.password", "비밀번호");
    assertThat(client(user).read(List.of(ObjectKey.of(OBJECTS.get(0))))).hasSize(1);
    assertThat(kibana.requests())
        .extracting(Request::line)
        .containsExactly(
            "POST /api/saved_objects/_import?overwrite=true", "POST /api/saved_objects/_export");
  }

  @Test
  void unknownCredentialsAreASettingToMendAndAreNotShown() {
    kibana.withAuthorization("ApiKey another");
    assertThatThrownBy(() -> write(settings()))
        .isInstanceOf(SettingsException.class)
        .hasMessageStartingWith("Kibana " + kibana.url() + " does not know our credentials (401: ")
        .hasMessageContaining("saleslens.kibana.api-key (SALESLENS_KIBANA_API_KEY)")
        .satisfies(e -> assertThat(e).asString().doesNotContain(KEY));
    assertThatThrownBy(() -> write(settings().with("kibana.api-key", "")))
        .hasMessageContaining("asks for credentials (401), and none are set.");
  }

  @Test
  void whoMayNotWriteIsToldWhichPrivilegeIsMissing() {
    kibana.setReadOnly();
    assertThatThrownBy(() -> write(settings()))
        .isInstanceOf(SettingsException.class)
        .hasMessageContaining("our account to import 4 objects in the space 'default' (403: Unable")
        .hasMessageContaining("'Saved Objects Management: All'")
        .hasMessageContaining("docs/kibana-role.json");
  }

  @Test
  void whoMayNotReadIsToldSoToo() {
    kibana.answerNext(
        400,
        "application/json",
        """
        {"statusCode": 400, "message": "Error fetching objects to export", "attributes": {"objects": [
          {"type": "dashboard", "id": "sales",
            "error": {"statusCode": 403, "message": "Unable to bulk_get dashboard"}}]}}""");
    assertThatThrownBy(() -> client(settings()).read(List.of(new ObjectKey("dashboard", "sales"))))
        .isInstanceOf(SettingsException.class)
        .hasMessageContaining(
            "to export 1 objects in the space 'default' (403: Unable to bulk_get");
  }

  @Test
  void anObjectThatComesTwiceIsRefused() {
    assertThatThrownBy(() -> client(settings()).write(List.of(OBJECTS.get(0), OBJECTS.get(0))))
        .isInstanceOf(KibanaException.class)
        .hasMessage(
            "Kibana %s, asked to import 2 objects, answered 400: Non-unique import objects detected: [index-pattern:view]"
                .formatted(kibana.url()));
  }

  @Test
  void anObjectFromTheFutureNeedsANewerKibana() {
    SavedObject newer = TestObjects.object("dashboard", "x", "X");
    ((ObjectNode) newer.json()).put("typeMigrationVersion", "99.0.0");
    assertThatThrownBy(() -> client(settings()).write(List.of(newer)))
        .isInstanceOf(KibanaException.class)
        .hasMessageContaining("refused to import 1 objects (422: Document \"x\" belongs to a more")
        .hasMessageContaining("made for Kibana 8.19 and 9.x");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "400 | Request must contain a kbn-xsrf header. | a proxy before Kibana takes it away",
        "400 | Invalid file extension .json | answered 400: Invalid file extension .json",
        "413 | Payload content length greater than maximum | savedObjects.maxImportPayloadBytes",
        "415 | Unsupported Media Type | answered 415: Unsupported Media Type",
        "500 | An internal server error occurred | answered 500: An internal server error",
      })
  void whatKibanaCannotDoFailsWithItsReason(int status, String message, String shown) {
    kibana.answerNext(
        status,
        "application/json",
        "{\"statusCode\":%d,\"message\":\"%s\"}".formatted(status, message));
    assertThatThrownBy(() -> write(settings()))
        .isInstanceOf(KibanaException.class)
        .hasMessageStartingWith("Kibana " + kibana.url())
        .hasMessageContaining(shown);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "200 | text/html; charset=utf-8 | " + HTML + " | answered 200 with a page for people",
        "302 | text/plain | - | sends us elsewhere (302, to /login), as a sign-in page",
        "404 | application/json | {\"message\": \"Not Found\"} | 404: Not Found. saleslens.kibana.url",
        "200 | application/json | {\"name\": \"node-1\"} | and not Elasticsearch's?",
        "200 | application/json | [ | answered what no Kibana answers: [.",
      })
  void whatIsNoKibanaIsAnAddressToMend(int status, String type, String body, String shown) {
    for (int i = 0; i < 2; i++) {
      kibana.answerNext(status, type, body);
    }
    assertThatThrownBy(() -> write(settings()))
        .isInstanceOf(SettingsException.class)
        .hasMessageContaining(shown)
        .hasMessageContaining("saleslens.kibana.url (SALESLENS_KIBANA_URL)")
        .hasMessageNotContaining("secret-state");
    assertThatThrownBy(() -> client(settings()).read(List.of(new ObjectKey("search", "x"))))
        .isInstanceOf(SettingsException.class);
  }

  @Test
  void anAnswerThatRepeatsTheKeyIsShownWithoutIt() {
    kibana.answerNext(400, "application/json", "{\"message\": \"ApiKey " + KEY + " is odd\"}");
    assertThatThrownBy(() -> write(settings()))
        .hasMessageEndingWith("answered 400: ApiKey **** is odd");
  }

  @Test
  void aKibanaThatStartsIsWaitedFor() throws Exception {
    kibana.answerNext(503, "text/plain", "Kibana server is not ready yet");
    kibana.answerNext(502, "text/html", HTML);
    assertThat(client(settings()).write(OBJECTS).taken()).isEqualTo(4);
    assertThat(kibana.requests()).hasSize(3);
  }

  @Test
  void aKibanaThatDoesNotComeUpIsGivenUp() {
    kibana.answerNext(503, "text/plain", "Kibana server is not ready yet");
    KibanaClient impatient =
        new KibanaClient(KibanaSettings.from(settings().reader()), new Patience(Duration.ZERO, 1));
    assertThatThrownBy(() -> impatient.write(OBJECTS))
        .isInstanceOf(KibanaException.class)
        .hasMessageContaining("is not ready yet (503: Kibana server is not ready yet). Its log");
  }

  @Test
  void aSlowAnswerIsNotAskedForAgain() {
    kibana.stallNext();
    assertThatThrownBy(() -> write(settings().with("kibana.request-timeout", "PT0.2S")))
        .isInstanceOf(KibanaException.class)
        .hasMessageContaining("to import 4 objects, did not answer within PT0.2S.")
        .hasMessageContaining(
            "saleslens.kibana.request-timeout (SALESLENS_KIBANA_REQUEST_TIMEOUT)");
    assertThat(kibana.imports()).isOne();
  }

  @Test
  void whereNobodyListensTheAddressIsNamed() throws Exception {
    int free;
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      free = socket.getLocalPort();
    }
    TestSettings nobody = settings().with("kibana.url", "http://127.0.0.1:" + free);
    KibanaClient client =
        new KibanaClient(KibanaSettings.from(nobody.reader()), new Patience(Duration.ZERO, 1));
    assertThatThrownBy(() -> client.write(OBJECTS))
        .isInstanceOf(KibanaException.class)
        .hasMessageStartingWith(
            "Kibana http://127.0.0.1:%d, asked to import 4 objects, cannot".formatted(free))
        .hasMessageContaining("(ConnectException")
        .hasMessageEndingWith(
            "Is it running, and is saleslens.kibana.url (SALESLENS_KIBANA_URL) its address?");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "kibana.url | localhost:5601 | saleslens.kibana.url (SALESLENS_KIBANA_URL) is 'localhost:5601'",
        "kibana.space | My Space | saleslens.kibana.space (SALESLENS_KIBANA_SPACE) is 'My Space'",
        "kibana.user | kim | Both saleslens.kibana.api-key and saleslens.kibana.user are set",
        "kibana.request-timeout | 60 | is '60'; it must be a duration",
        "kibana.ca | none.pem | names 'none.pem', which cannot be read",
      })
  void aSettingThatCannotBeIsRefused(String key, String value, String message) {
    assertThatThrownBy(() -> KibanaSettings.from(settings().with(key, value).reader()))
        .isInstanceOf(SettingsException.class)
        .hasMessageContaining(message);
  }
}
