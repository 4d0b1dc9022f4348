package io.saleslens.kibana;

import com.fasterxml.jackson.annotation.JsonProperty;

/** How a field is shown. The constants' names are those in {@code data-views.yaml}. */
enum FieldFormat {
  @JsonProperty("text")
  TEXT("string"),
  @JsonProperty("count")
  COUNT("number"),
  /** Minor units of the currency. */
  @JsonProperty("money")
  MONEY("number"),
  @JsonProperty("ratio")
  RATIO("number"),
  @JsonProperty("millis")
  MILLIS("number"),
  @JsonProperty("weekday")
  WEEKDAY("number"),
  @JsonProperty("flag")
  FLAG("boolean"),
  /** A business day, stored as its midnight in UTC. */
  @JsonProperty("day")
  DAY("date"),
  @JsonProperty("instant")
  INSTANT("date");

  private final String type;

  FieldFormat(String type) {
    this.type = type;
  }

  /** What Kibana calls the type of such a field. */
  String type() {
    return type;
  }
}
