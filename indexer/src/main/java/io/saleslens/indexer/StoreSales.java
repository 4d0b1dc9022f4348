package io.saleslens.indexer;

/**
 * What the sales of a store on one day come to. Money in minor units.
 *
 * @param storeId the store
 * @param sales all of them
 * @param counted number of counted sales
 * @param totalSale sum of the counted sales
 * @param canceled number of canceled sales
 * @param canceledSale absolute sum of the canceled sales
 */
public record StoreSales(
    String storeId, long sales, long counted, long totalSale, long canceled, long canceledSale) {

  /** A store without sales. */
  public static StoreSales none(String storeId) {
    return new StoreSales(storeId, 0, 0, 0, 0, 0);
  }

  /**
   * With more sales of the store.
   *
   * @throws ArithmeticException if a sum does not fit
   */
  public StoreSales plus(SaleGroup group) {
    boolean counts = group.isCounted();
    boolean cancels = group.isCanceled();
    return new StoreSales(
        storeId,
        sales + group.count(),
        counted + (counts ? group.count() : 0),
        counts ? Math.addExact(totalSale, group.sum()) : totalSale,
        canceled + (cancels ? group.count() : 0),
        cancels ? Math.addExact(canceledSale, Math.absExact(group.sum())) : canceledSale);
  }
}
