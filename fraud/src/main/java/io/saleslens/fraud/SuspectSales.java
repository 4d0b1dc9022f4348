package io.saleslens.fraud;

import co.elastic.clients.elasticsearch._types.FieldValue;
import co.elastic.clients.elasticsearch._types.query_dsl.BoolQuery;
import co.elastic.clients.elasticsearch._types.query_dsl.Query;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.saleslens.fraud.Suspicions.Suspicion;
import io.saleslens.indexer.elastic.Elastic;
import io.saleslens.indexer.elastic.Hits;
import io.saleslens.indexer.elastic.IndexNames;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Fetches the sales of suspect groups and adds to each what makes it suspect. */
final class SuspectSales {
  /** Groups asked for at once: each is a clause with a few terms. */
  private static final int GROUPS_PER_QUERY = 100;

  private final Elastic elastic;
  private final IndexNames names;
  private final RepeatAmountRule rule;

  SuspectSales(Elastic elastic, IndexNames names, RepeatAmountRule rule) {
    this.elastic = elastic;
    this.names = names;
    this.rule = rule;
  }

  /** The documents of the suspect sales of a day, by the sale's id. */
  Map<String, ObjectNode> of(LocalDate day, List<Suspicion> suspicions) {
    Map<String, ObjectNode> documents = new LinkedHashMap<>();
    for (int i = 0; i < suspicions.size(); i += GROUPS_PER_QUERY) {
      List<Suspicion> some =
          suspicions.subList(i, Math.min(suspicions.size(), i + GROUPS_PER_QUERY));
      addSales(day, some, documents);
    }
    return documents;
  }

  private void addSales(
      LocalDate day, List<Suspicion> suspicions, Map<String, ObjectNode> documents) {
    Map<String, Suspicion> byGroup = new HashMap<>();
    suspicions.forEach(it -> byGroup.put(it.repeat().groupId(), it));
    Hits.forEach(
        elastic,
        names.salesOf(day),
        query(day, suspicions),
        "id",
        hit -> {
          ObjectNode sale = hit.source();
          Suspicion suspicion = byGroup.get(groupOf(day, sale).groupId());
          documents.put(hit.id(), explained(sale, suspicion));
        });
  }

  private static Repeat groupOf(LocalDate day, ObjectNode sale) {
    return new Repeat(
        sale.path("store_id").asText(),
        day,
        sale.path("card_key").longValue(),
        sale.path("amount_sale").longValue(),
        1);
  }

  private static ObjectNode explained(ObjectNode sale, Suspicion suspicion) {
    sale.put("rule", RepeatAmountRule.NAME);
    sale.put("group_id", suspicion.repeat().groupId());
    sale.put("repeat_count", suspicion.repeat().count());
    sale.put("week_unit_price", suspicion.baseline().weekUnitPrice());
    sale.put(
        "aov_ratio", RepeatAmountRule.ratio(suspicion.repeat().amount(), suspicion.baseline()));
    return sale;
  }

  private Query query(LocalDate day, List<Suspicion> suspicions) {
    BoolQuery.Builder query = new BoolQuery.Builder();
    query.filter(term("business_date", FieldValue.of(day.toString())));
    if (!rule.includeCanceled()) {
      query.mustNot(term("is_canceled", FieldValue.of(true)));
    }
    query.minimumShouldMatch("1");
    for (Suspicion suspicion : suspicions) {
      Repeat repeat = suspicion.repeat();
      query.should(
          s ->
              s.bool(
                  b ->
                      b.filter(
                          term("store_id", FieldValue.of(repeat.storeId())),
                          term("card_key", FieldValue.of(repeat.cardKey())),
                          term("amount_sale", FieldValue.of(repeat.amount())))));
    }
    return query.build()._toQuery();
  }

  private static Query term(String field, FieldValue value) {
    return Query.of(q -> q.term(t -> t.field(field).value(value)));
  }
}
