package io.saleslens.indexer;

import io.saleslens.indexer.card.CardKeys;
import io.saleslens.indexer.settings.NullFlag;
import io.saleslens.indexer.settings.SettingsException;
import io.saleslens.indexer.settings.SourceSettings;
import java.util.Optional;

/**
 * What the indices were built with. Sales indexed in two zones, or with two peppers, would give
 * numbers that are wrong without looking so; a run with other settings is therefore refused.
 *
 * @param zone the business zone
 * @param sourceZone zone of the table's times
 * @param table the source table
 * @param amountScale decimals of its money columns
 * @param nullFlag what a sale without a flag is
 * @param pepper fingerprint of the card pepper
 * @param joinedId the columns that the id is made of, empty if it is one
 */
record Identity(
    String zone,
    String sourceZone,
    String table,
    int amountScale,
    NullFlag nullFlag,
    String pepper,
    String joinedId) {
  private static final String NAME = "identity";

  /** Those who kept theirs before there was the choice had none. */
  Identity {
    nullFlag = nullFlag == null ? NullFlag.UNCOUNTED : nullFlag;
    joinedId = joinedId == null ? "" : joinedId;
  }

  static Identity of(SourceSettings source, CardKeys cardKeys) {
    return new Identity(
        source.businessZone().getId(),
        source.sourceZone().getId(),
        source.table(),
        source.amountScale(),
        source.nullFlag(),
        cardKeys.fingerprint(),
        source.idColumns().isJoined() ? source.idColumns().text() : "");
  }

  /**
   * Remembers this identity, or checks it against the one remembered.
   *
   * @throws SettingsException if they differ; it names the setting
   */
  void claim(StateStore state) {
    if (!isKnown(state)) {
      state.save(NAME, this);
    }
  }

  /**
   * Checks this identity against the one remembered, if there is one.
   *
   * @return whether there is
   * @throws SettingsException if they differ; it names the setting
   */
  boolean isKnown(StateStore state) {
    Optional<Identity> known = state.load(NAME, Identity.class);
    known.ifPresent(this::checkAgainst);
    return known.isPresent();
  }

  /** Whether one is remembered, whatever it says. */
  static boolean isKept(StateStore state) {
    return state.load(NAME, Identity.class).isPresent();
  }

  private void checkAgainst(Identity before) {
    check("saleslens.zone (SALESLENS_ZONE)", zone, before.zone);
    check("saleslens.source.zone (SALESLENS_SOURCE_ZONE)", sourceZone, before.sourceZone);
    check("saleslens.source.table (SALESLENS_SOURCE_TABLE)", table, before.table);
    check(
        "saleslens.source.amount-scale",
        Integer.toString(amountScale),
        Integer.toString(before.amountScale));
    check(
        "saleslens.source.null-is-canceled (SALESLENS_SOURCE_NULL_IS_CANCELED)",
        nullFlag.settingName(),
        before.nullFlag.settingName());
    check("saleslens.source.columns.id (SALESLENS_SOURCE_COLUMNS_ID)", joinedId, before.joinedId);
    if (!pepper.equals(before.pepper)) {
      throw new SettingsException(
          "Setting saleslens.card.pepper (SALESLENS_CARD_PEPPER) is not the one that the indices were built with. Set it back, or build anew under another saleslens.index.prefix.");
    }
  }

  private static void check(String setting, String now, String before) {
    if (!now.equals(before)) {
      throw new SettingsException(
          "Setting %s is '%s', but the indices were built with '%s'. Set it back, or build anew under another saleslens.index.prefix."
              .formatted(setting, now, before));
    }
  }
}
