package io.saleslens.api.page;

import java.net.URI;

/**
 * What the browser asked for.
 *
 * @param status of the answer; 0 if none came
 */
record Request(String method, URI uri, int status) {

  boolean isOfApi() {
    return uri.getPath().startsWith("/api/");
  }

  @Override
  public String toString() {
    return method + " " + uri + " " + status;
  }
}
