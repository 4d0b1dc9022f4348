package io.saleslens.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class MysqlAddressTest {
  @Test
  void theAccountComesOutOfTheParameters() {
    MysqlAddress address =
        MysqlAddress.parse(
            "jdbc:mysql://db:3307/any?user=me&sslMode=DISABLED&password=a%26b", "", "");
    assertThat(address.user()).isEqualTo("me");
    assertThat(address.password()).isEqualTo("a&b");
    assertThat(address.url("t1")).isEqualTo("jdbc:mysql://db:3307/t1?sslMode=DISABLED");
  }

  @Test
  void theAccountMayStandBesideTheUrl() {
    MysqlAddress address = MysqlAddress.parse("jdbc:mysql://db", "me", "secret");
    assertThat(address).isEqualTo(new MysqlAddress("jdbc:mysql://db", "", "me", "secret"));
    assertThat(address.url("t1")).isEqualTo("jdbc:mysql://db/t1");
  }

  @Test
  void anythingElseIsRefused() {
    assertThatThrownBy(() -> MysqlAddress.parse("mysql://db", "", ""))
        .hasMessageContaining("jdbc:mysql://host:port/ is expected");
  }
}
