package io.saleslens.fraud;

import com.fasterxml.jackson.annotation.JsonProperty;

/** What a check compares. */
public enum DerivedIndex {
  /** The totals of a business day in the day ledger. */
  @JsonProperty("days")
  DAYS,
  /** Daily AOV. */
  @JsonProperty("daily")
  DAILY,
  /** Weekly AOV. */
  @JsonProperty("weekly")
  WEEKLY,
  /** Suspect sales. */
  @JsonProperty("suspects")
  SUSPECTS
}
