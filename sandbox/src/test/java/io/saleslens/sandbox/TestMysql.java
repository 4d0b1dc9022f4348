package io.saleslens.sandbox;

/**
 * A MySQL-compatible server and a fresh schema in it for one test.
 *
 * @param url the schema's JDBC URL, without account
 * @param user an account that may do everything with schemas
 * @param password its password
 * @param schema the name of the schema, which is dropped after the test
 */
public record TestMysql(String url, String user, String password, String schema) {}
