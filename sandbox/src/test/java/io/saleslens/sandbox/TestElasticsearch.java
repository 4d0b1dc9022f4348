package io.saleslens.sandbox;

import java.net.URI;

/**
 * An Elasticsearch and a prefix of names in it for one test.
 *
 * @param url the URL of its REST interface; security is off
 * @param indexPrefix what all names of the test's indices and templates must begin with, such as
 *     {@code t3fa9c1_17_}; they are deleted after the test
 */
public record TestElasticsearch(URI url, String indexPrefix) {}
