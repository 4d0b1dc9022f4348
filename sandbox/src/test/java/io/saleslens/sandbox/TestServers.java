package io.saleslens.sandbox;

import java.net.URI;

/**
 * Both servers for one test, with names in them that no other test has.
 *
 * @param mysqlUrl JDBC URL of a fresh schema, without account
 * @param mysqlUser an account that may do everything with schemas
 * @param mysqlPassword its password
 * @param elasticsearchUrl the URL of Elasticsearch's REST interface; security is off
 * @param indexPrefix what all names of the test's indices and templates must begin with
 */
public record TestServers(
    String mysqlUrl,
    String mysqlUser,
    String mysqlPassword,
    URI elasticsearchUrl,
    String indexPrefix) {

  static TestServers of(TestMysql mysql, TestElasticsearch elasticsearch) {
    return new TestServers(
        mysql.url(),
        mysql.user(),
        mysql.password(),
        elasticsearch.url(),
        elasticsearch.indexPrefix());
  }
}
