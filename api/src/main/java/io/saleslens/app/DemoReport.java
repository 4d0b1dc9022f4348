package io.saleslens.app;

import io.saleslens.app.pipeline.PipelineReport;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

/**
 * What the demo did and found.
 *
 * @param stores stores with a counted sale
 * @param sales sales indexed
 * @param days business days with a sale
 * @param totalSale sum of the counted sales, minor units
 * @param numCustomer sum of the daily customers
 * @param dailyDocuments documents of daily AOV
 * @param weeklyDocuments documents of weekly AOV
 * @param suspects suspect sales found
 * @param suspectGroups groups they form
 * @param noBaseline groups without a weekly AOV to compare with
 * @param planted what was planted; absent when the sales are real
 * @param topStores the stores with the largest sum
 * @param badLines lines of the file that could not be loaded
 * @param backfill the run that read MySQL
 * @param refresh the run that computed
 * @param seconds the demo took, from servers ready to summary
 */
record DemoReport(
    long stores,
    long sales,
    long days,
    long totalSale,
    long numCustomer,
    long dailyDocuments,
    long weeklyDocuments,
    long suspects,
    long suspectGroups,
    long noBaseline,
    Optional<Planted> planted,
    List<TopStore> topStores,
    long badLines,
    PipelineReport backfill,
    PipelineReport refresh,
    double seconds) {

  /**
   * The planted frauds against those found.
   *
   * @param sales planted
   * @param groups they form
   * @param found planted sales that are suspects
   * @param missed planted sales that are not
   * @param falseAlarms suspects that were not planted
   */
  record Planted(long sales, long groups, long found, long missed, long falseAlarms) {}

  /**
   * A store.
   *
   * @param storeId the store
   * @param totalSale sum of its counted sales, minor units
   * @param numCustomer sum of its daily customers
   * @param unitPrice AOV over the whole time
   * @param asOf the last as-of day
   * @param weekUnitPrice weekly AOV as of that day; absent if the store had no sale in the week
   */
  record TopStore(
      String storeId,
      long totalSale,
      long numCustomer,
      long unitPrice,
      LocalDate asOf,
      Optional<Long> weekUnitPrice) {}

  int exitCode() {
    boolean wrong = planted.filter(it -> it.missed() > 0 || it.falseAlarms() > 0).isPresent();
    if (wrong) {
      return Main.FAILED;
    }
    return badLines > 0 || backfill.rejected() > 0 ? Main.DONE_WITH_FINDINGS : Main.DONE;
  }
}
