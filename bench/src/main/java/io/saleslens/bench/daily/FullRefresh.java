package io.saleslens.bench.daily;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.saleslens.aov.AovIndex;
import io.saleslens.app.pipeline.Settings;
import io.saleslens.bench.measure.Contender;
import io.saleslens.bench.setup.BenchServers;
import io.saleslens.bench.setup.MadeUpSales;
import io.saleslens.fraud.FraudIndex;
import io.saleslens.fraud.Refresh;
import io.saleslens.indexer.Progress;
import io.saleslens.indexer.elastic.Elastic;
import io.saleslens.indexer.elastic.IndexDefinition;
import io.saleslens.indexer.elastic.IndexNames;
import io.saleslens.indexer.elastic.Indices;
import io.saleslens.indexer.elastic.Json;
import java.time.Clock;
import java.util.List;
import java.util.stream.Stream;
import org.elasticsearch.client.Request;

/** Saleslens: daily AOV, weekly AOV and suspects of all days, into empty indices. */
final class FullRefresh implements Contender {
  private final Elastic elastic;
  private final Settings settings;
  private final MadeUpSales made;

  FullRefresh(BenchServers servers, Settings settings, MadeUpSales made) {
    this.elastic = servers.elastic();
    this.settings = settings;
    this.made = made;
  }

  @Override
  public String name() {
    return "Saleslens";
  }

  @Override
  public void prepare() {
    IndexNames names = settings.names();
    Indices indices = new Indices(elastic);
    List<IndexDefinition> derived =
        Stream.of(AovIndex.definitions(names), FraudIndex.definitions(names))
            .flatMap(List::stream)
            .toList();
    for (IndexDefinition definition : derived) {
      Request delete =
          new Request("DELETE", "/" + definition.alias() + "-v" + definition.version());
      delete.addParameter("ignore_unavailable", "true");
      elastic.send(delete, null, in -> null);
      indices.init(definition);
    }
  }

  @Override
  public long run() throws InterruptedException {
    try (Refresh refresh =
        new Refresh(elastic, settings.names(), settings.repeatAmount(), Clock.systemUTC())) {
      refresh.days(made.firstDay(), made.lastDay(), Progress.NONE);
    }
    return made.sales();
  }

  /** What stands in the indices. */
  Totals totals() {
    IndexNames names = settings.names();
    Stream.of(names.daily(), names.weekly(), names.frauds()).forEach(new Indices(elastic)::refresh);
    return new Totals(
        count(names.daily()),
        sum(names.daily(), "total_sale"),
        sum(names.daily(), "num_customer"),
        count(names.weekly()),
        sum(names.weekly(), "total_sale"),
        sum(names.weekly(), "num_customer"),
        count(names.frauds()),
        sum(names.frauds(), "amount_sale"));
  }

  private long count(String index) {
    return elastic
        .send(new Request("GET", "/" + index + "/_count"), null, Json.mapper()::readTree)
        .path("count")
        .longValue();
  }

  /** Exact, as it stays far below the numbers that a double has no room for. */
  private long sum(String index, String field) {
    ObjectNode question = Json.mapper().createObjectNode().put("size", 0);
    question.putObject("aggs").putObject("sum").putObject("sum").put("field", field);
    JsonNode answer =
        elastic.send(
            new Request("POST", "/" + index + "/_search"), question, Json.mapper()::readTree);
    return Math.round(answer.at("/aggregations/sum/value").doubleValue());
  }
}
