package io.saleslens.sandbox;

/**
 * A schema on loan to a test.
 *
 * @param mysql what the test sees of it
 * @param drop ends the loan
 */
record TestSchema(TestMysql mysql, Runnable drop) implements AutoCloseable {
  @Override
  public void close() {
    drop.run();
  }
}
