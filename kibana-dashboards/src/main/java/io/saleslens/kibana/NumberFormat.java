package io.saleslens.kibana;

import com.fasterxml.jackson.annotation.JsonProperty;

/** How a panel shows a number. The constants' names are those in the sources. */
enum NumberFormat {
  @JsonProperty("count")
  COUNT,
  /** Minor units of the currency, shown in its major one. */
  @JsonProperty("money")
  MONEY,
  @JsonProperty("percent")
  PERCENT,
  @JsonProperty("ratio")
  RATIO,
  @JsonProperty("seconds")
  SECONDS,
  /** As the data view says of the field. */
  @JsonProperty("own")
  OWN
}
