package io.saleslens.app.kibana;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.saleslens.app.pipeline.AllIndices;
import io.saleslens.indexer.SalesIndex;
import io.saleslens.indexer.elastic.Elastic;
import io.saleslens.indexer.elastic.IndexNames;
import io.saleslens.indexer.elastic.Indices;
import io.saleslens.indexer.elastic.Json;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.elasticsearch.client.Request;

/** The fields that the product's own mappings make, as Elasticsearch tells Kibana of them. */
final class ProductFields {
  private final Elastic elastic;
  private final Map<String, JsonNode> known = new HashMap<>();

  private ProductFields(Elastic elastic) {
    this.elastic = elastic;
  }

  /** Of indices that are there. */
  static ProductFields of(Elastic elastic) {
    return new ProductFields(elastic);
  }

  /** Of indices that are made first. */
  static ProductFields made(Elastic elastic, IndexNames names) {
    Indices indices = new Indices(elastic);
    AllIndices.definitions(names).forEach(indices::init);
    indices.initMonth(SalesIndex.definitions(names).get(0), names, LocalDate.parse("2024-05-01"));
    return new ProductFields(elastic);
  }

  /** Whether something is wrong with the fields of an NDJSON, a line each. */
  List<String> check(String ndjson) {
    Findings findings = new Findings();
    SavedObjects objects = SavedObjects.read(ndjson, findings);
    new FieldCheck(objects, this::of, findings).run();
    return findings.lines();
  }

  /** By field, then by type; empty if there is no such index. */
  JsonNode of(String index) {
    return known.computeIfAbsent(index, this::ask);
  }

  private JsonNode ask(String index) {
    JsonNode fields = get(index + "/_field_caps", "fields", "*").path("fields");
    for (JsonNode one : get(index + "/_mapping", "allow_no_indices", "true")) {
      one.path("mappings").path("properties").properties().stream()
          .filter(it -> !it.getValue().path("index").asBoolean(true))
          .forEach(it -> fields.path(it.getKey()).forEach(ProductFields::makeUnsearchable));
    }
    return fields;
  }

  /** By its doc values alone, which Elasticsearch calls searchable and some clusters refuse. */
  private static void makeUnsearchable(JsonNode caps) {
    ((ObjectNode) caps).put("searchable", false);
  }

  private JsonNode get(String path, String parameter, String value) {
    Request request = new Request("GET", "/" + path);
    request.addParameter(parameter, value);
    request.addParameter("ignore_unavailable", "true");
    return elastic.send(request, null, in -> Json.tree(in.readAllBytes()));
  }
}
