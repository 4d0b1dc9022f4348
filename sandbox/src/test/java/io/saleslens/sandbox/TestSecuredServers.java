package io.saleslens.sandbox;

import java.net.URI;
import java.nio.file.Path;

/**
 * Both servers with security on, for one test, with names in them that no other test has. Both
 * speak TLS only, under a certificate for 127.0.0.1 and localhost.
 *
 * @param ca PEM file of the authority that signed the certificate
 * @param mysqlUrl JDBC URL of a fresh schema, without account
 * @param mysqlUser an account that may do everything
 * @param mysqlPassword its password
 * @param elasticsearchUrl the https URL of Elasticsearch's REST interface
 * @param elasticsearchUser an account that may do everything
 * @param elasticsearchPassword its password
 * @param indexPrefix what all names of the test's indices and templates must begin with
 * @param users further accounts of Elasticsearch
 */
public record TestSecuredServers(
    Path ca,
    String mysqlUrl,
    String mysqlUser,
    String mysqlPassword,
    URI elasticsearchUrl,
    String elasticsearchUser,
    String elasticsearchPassword,
    String indexPrefix,
    TestUsers users) {}
