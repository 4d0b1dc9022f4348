package io.saleslens.indexer.mysql;

import io.saleslens.indexer.settings.SaleField;
import io.saleslens.indexer.settings.SettingsException;

/**
 * Sees to it that the pages of a lane go forward, so that reading ends, whatever it is that has
 * MySQL compare or sort otherwise than pages need it. The times of a lane never go back. In which
 * order ids are only the server knows; but a place at which a page ended never comes again, and
 * what goes in circles comes again soon to one that is kept, as that is the last one, two, four,
 * eight … pages ago.
 */
final class Forward {
  private final SourceTable table;
  private Position last;
  private Position kept;
  private long pages;
  private long nextKept = 1;

  /**
   * @param from where the lane begins
   */
  Forward(SourceTable table, Position from) {
    this.table = table;
    this.last = from;
    this.kept = from;
  }

  /**
   * @param here a row's place
   * @throws SettingsException if it does not lie behind the row before
   */
  void requireMove(Position here) {
    boolean back = here.key() != null && last.key() != null && here.key().isBefore(last.key());
    if (here.equals(last)) {
      throw table.repeated(here.id());
    }
    if (back) {
      throw stuck(here);
    }
    last = here;
  }

  /**
   * @param end the place of a page's last row
   * @throws SettingsException if there was a page that ended there
   */
  void endPage(Position end) {
    pages++;
    if (end.id() != null && end.equals(kept) && pages > 1) {
      throw stuck(end);
    }
    if (pages == nextKept) {
      kept = end;
      nextKept *= 2;
    }
  }

  private SettingsException stuck(Position where) {
    return new SettingsException(
        "Reading table %s does not move on: a page behind id %s begins before it. MySQL compares ids in another way than it sorts them, or several rows have this id. Check that the column %s tells rows apart, and its collation."
            .formatted(table.name(), where.id(), table.column(SaleField.ID)));
  }
}
