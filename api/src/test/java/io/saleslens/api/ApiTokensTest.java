package io.saleslens.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.saleslens.indexer.settings.SettingsException;
import java.util.Base64;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ApiTokensTest {

  @Test
  void aTokenIs256RandomBits() {
    Set<String> made = new HashSet<>();
    for (int i = 0; i < 1_000; i++) {
      String secret = NewToken.of("kim", Role.READER).secret().value();
      assertThat(secret).matches("sl_[A-Za-z0-9_-]{43}");
      assertThat(Base64.getUrlDecoder().decode(secret.substring(3))).hasSize(32);
      made.add(secret);
    }
    assertThat(made).hasSize(1_000);
  }

  @Test
  void aTokenIsFoundByItsSecretWhereverItStands() {
    TestToken first = TestToken.of("first", Role.READER);
    TestToken last = TestToken.of("last", Role.OPERATOR);
    ApiTokens tokens = new ApiTokens(List.of(first.token(), last.token()));
    assertThat(tokens.find(first.secret())).contains(first.token());
    assertThat(tokens.find(last.secret())).contains(last.token());
    assertThat(tokens.find(first.token().sha256())).isEmpty();
    assertThat(tokens.find("")).isEmpty();
  }

  /** The value of RFC 6234's first example, so that hashes stay what they are in settings. */
  @Test
  void hashesAreSha256() {
    assertThat(ApiTokens.sha256("abc"))
        .isEqualTo("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
  }

  @Test
  void aHigherRoleMayDoWhatALowerOneMay() {
    assertThat(Role.values()).containsExactly(Role.READER, Role.ANALYST, Role.OPERATOR);
    assertThat(Role.OPERATOR.covers(Role.READER)).isTrue();
    assertThat(Role.ANALYST.covers(Role.ANALYST)).isTrue();
    assertThat(Role.READER.covers(Role.ANALYST)).isFalse();
  }

  @Test
  void aNameThatIsATokenIsNotRepeated() {
    String token = NewToken.of("kim", Role.READER).secret().value() + "!";
    assertThatThrownBy(() -> NewToken.of(token, Role.READER))
        .isInstanceOf(SettingsException.class)
        .hasMessage(
            "Token name 'sl_****!' cannot be used; it must be 1 to 64 letters, digits, '.', '_' or '-'.");
  }

  @Test
  void aMaskHidesTokensAndNothingElse() {
    String token = NewToken.of("kim", Role.READER).secret().value();
    assertThat(TokenMask.mask("GET /x?t=" + token + "&u=" + token + " by kim"))
        .isEqualTo("GET /x?t=sl_****&u=sl_**** by kim");
    assertThat(TokenMask.mask("sl_short is none")).isEqualTo("sl_short is none");
  }
}
