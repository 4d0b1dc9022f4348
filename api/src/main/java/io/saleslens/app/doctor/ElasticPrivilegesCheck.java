package io.saleslens.app.doctor;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.saleslens.indexer.elastic.ElasticException;
import io.saleslens.indexer.elastic.IndexNames;
import io.saleslens.indexer.elastic.Json;
import java.util.ArrayList;
import java.util.List;
import org.elasticsearch.client.Request;

/** Whether the account may do all in Elasticsearch that jobs do, and not everything. */
final class ElasticPrivilegesCheck implements Check {
  /** The role as docs/ has it. */
  private static final String ROLE = "elasticsearch-role.json";

  private static final String ALL = "all";

  private final Questions questions;
  private final IndexNames names;

  ElasticPrivilegesCheck(Questions questions, IndexNames names) {
    this.questions = questions;
    this.names = names;
  }

  @Override
  public String name() {
    return "elastic account";
  }

  @Override
  public List<Finding> look() {
    JsonNode has;
    try {
      has = questions.send(new Request("GET", "/_security/user/_has_privileges"), question());
    } catch (ElasticException e) {
      if (e.status() == ElasticException.NO_ANSWER || e.status() >= 500) {
        throw e;
      }
      return List.of(
          Finding.warn(
              name(),
              "security is off: whoever reaches Elasticsearch may do anything",
              "Switch xpack.security.enabled on, unless nobody else can reach it."));
    }
    return List.of(finding(has));
  }

  private ObjectNode question() {
    JsonNode role = Json.resource(ElasticPrivilegesCheck.class, ROLE);
    ObjectNode question = Json.mapper().createObjectNode();
    question.putArray("cluster").addAll(elements(role.path("cluster"))).add(ALL);
    ObjectNode index = question.putArray("index").addObject();
    index.putArray("names").add(names.prefix() + "*");
    index.putArray("privileges").addAll(elements(role.path("indices").path(0).path("privileges")));
    return question;
  }

  private static List<JsonNode> elements(JsonNode array) {
    List<JsonNode> elements = new ArrayList<>();
    array.forEach(elements::add);
    return elements;
  }

  private Finding finding(JsonNode has) {
    List<String> missing = new ArrayList<>();
    has.path("cluster").properties().stream()
        .filter(it -> !it.getKey().equals(ALL) && !it.getValue().asBoolean())
        .forEach(it -> missing.add(it.getKey()));
    has.path("index").elements().forEachRemaining(index -> addMissing(missing, index));
    if (!missing.isEmpty()) {
      return Finding.fail(
          name(),
          "lacks %s on %s*; that is enough for serve alone if it may read"
              .formatted(String.join(", ", missing), names.prefix()),
          "Give it the role in docs/elasticsearch-role.json.");
    }
    return has.path("cluster").path(ALL).asBoolean()
        ? Finding.warn(
            name(),
            "may do everything in the cluster",
            "Use an account with the role in docs/elasticsearch-role.json alone.")
        : Finding.ok(name(), "may do what jobs do");
  }

  private static void addMissing(List<String> missing, JsonNode index) {
    index.properties().stream()
        .filter(it -> !it.getValue().asBoolean())
        .forEach(it -> missing.add(it.getKey()));
  }
}
