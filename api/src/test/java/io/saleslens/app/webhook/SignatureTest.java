package io.saleslens.app.webhook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.saleslens.indexer.settings.Secret;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class SignatureTest {
  private static final String SECRET = "0123456789abcdef-비밀";
  private static final String BODY = "{\"id\":\"evt_1\",\"type\":\"job.failed\"}";
  private static final Instant AT = Instant.ofEpochSecond(1_700_000_000);
  private static final String SIGNATURE = new Signature(new Secret(SECRET)).of(BODY, AT);

  @Test
  void isTheHmacOfTimeAndBody() {
    // printf '1700000000.{"id":…}' | openssl dgst -sha256 -hmac '…'
    assertThat(SIGNATURE)
        .isEqualTo(
            "t=1700000000,v1=8cbbc885b1901e57dd91cc1ef62b4d891472fff3c8f6921b2f5f4065677f9441");
  }

  @Test
  void theReceiverInTheDocumentTakesWhatIsOursAndNothingElse() throws Exception {
    assumeTrue(isPythonThere(), "python3 is not there");
    String checks =
        """
        secret, body = "%s".encode(), b'%s'
        assert is_ours(secret, "%s", body, 1700000100)
        assert not is_ours(secret, "%s", body, 1700000400), "old"
        assert not is_ours(secret, "%s", body + b" ", 1700000100), "changed"
        assert not is_ours(b"another", "%s", body, 1700000100), "another's"
        """
            .formatted(SECRET, BODY, SIGNATURE, SIGNATURE, SIGNATURE, SIGNATURE);
    Process python = new ProcessBuilder("python3", "-").redirectErrorStream(true).start();
    python.getOutputStream().write((example() + checks).getBytes(StandardCharsets.UTF_8));
    python.getOutputStream().close();
    String said = new String(python.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(python.waitFor()).as(said).isZero();
  }

  private static boolean isPythonThere() throws InterruptedException {
    try {
      Process python = new ProcessBuilder("python3", "--version").start();
      return python.waitFor(10, TimeUnit.SECONDS) && python.exitValue() == 0;
    } catch (IOException e) {
      return false;
    }
  }

  private static String example() throws IOException {
    String document = Files.readString(Path.of("..", "docs", "operations.md"));
    String from = "```python\n";
    int start = document.indexOf(from) + from.length();
    return document.substring(start, document.indexOf("```", start));
  }
}
