package io.saleslens.sandbox;

import java.nio.file.Path;

/**
 * What a client of a secured sandbox needs beside addresses.
 *
 * @param ca PEM file of the authority that signed both servers' certificates, for 127.0.0.1 and
 *     localhost
 * @param elasticsearchUser an account of Elasticsearch that may do everything
 * @param elasticsearchPassword its random password
 */
public record SandboxSecurity(Path ca, String elasticsearchUser, String elasticsearchPassword) {
  @Override
  public String toString() {
    return "SandboxSecurity[" + ca + ", " + elasticsearchUser + "]";
  }
}
