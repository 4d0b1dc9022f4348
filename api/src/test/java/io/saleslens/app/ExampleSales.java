package io.saleslens.app;

import io.saleslens.api.TestToken;
import io.saleslens.indexer.testing.TestSale;
import io.saleslens.indexer.testing.TestSettings;
import io.saleslens.sandbox.TestServers;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/** The sales that the examples of the documents speak of, and a server's settings for them. */
final class ExampleSales {
  private static final LocalDate FIRST = LocalDate.parse("2023-05-01");

  private ExampleSales() {}

  /** A week of ordinary sales of three stores, and three times the same at store 50 at its end. */
  static List<TestSale> all() {
    List<TestSale> sales = new ArrayList<>();
    for (int day = 0; day < 7; day++) {
      for (int store = 50; store < 53; store++) {
        int id = 1000 + 10 * day + store;
        sales.add(
            TestSale.of(id)
                .store(store)
                .card("4111-11**-****-" + id)
                .amount(15_000 + id)
                .with("card_company", "Hana")
                .with("platform", "KCP")
                .with("num_approval", "00" + id)
                .soldAt(FIRST.plusDays(day) + " 12:00:00"));
      }
    }
    for (int id = 17; id < 20; id++) {
      sales.add(
          TestSale.of(id)
              .card("5461-11**-****-7537")
              .amount(45_000)
              .with("num_approval", "30000017")
              .soldAt("2023-05-07 14:12:0" + id % 10));
    }
    sales.add(TestSale.of(16).canceled());
    return sales;
  }

  /** All that can be set, on servers of the test, without limits. */
  static TestSettings settings(TestServers servers, TestToken... tokens) {
    return TestSettings.of(servers)
        .with("api.requests-per-minute", "off")
        .with("imports.mysql.url", servers.mysqlUrl())
        .with("imports.mysql.user", servers.mysqlUser())
        .with("imports.mysql.password", servers.mysqlPassword())
        .with("api.tokens", entries(tokens));
  }

  private static String entries(TestToken... tokens) {
    return Arrays.stream(tokens)
        .map(TestToken::token)
        .map(it -> "%s:%s:sha256:%s".formatted(it.name(), it.role(), it.sha256()))
        .collect(Collectors.joining(","));
  }
}
