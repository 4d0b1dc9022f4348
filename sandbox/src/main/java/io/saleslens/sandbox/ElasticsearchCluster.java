package io.saleslens.sandbox;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Which nodes make up an Elasticsearch, and how they find each other.
 *
 * @param transportPorts loopback ports on which the nodes talk to each other, by node
 */
record ElasticsearchCluster(Map<String, Integer> transportPorts) {
  private static final String FIRST = "elasticsearch";

  static ElasticsearchCluster of(int nodes) {
    Map<String, Integer> ports = new LinkedHashMap<>();
    ports.put(FIRST, nodes == 1 ? 0 : Ports.choose(FIRST, 0));
    for (int number = 2; number <= nodes; number++) {
      String name = FIRST + "-" + number;
      ports.put(name, Ports.choose(name, 0));
    }
    return new ElasticsearchCluster(ports);
  }

  /** Names of the nodes. */
  Collection<String> nodes() {
    return transportPorts.keySet();
  }

  /** A node's settings. */
  String settings(String node) {
    if (transportPorts.size() == 1) {
      return """
          discovery.type: single-node
          # any free one: nobody else talks to this node
          transport.port: 0""";
    }
    return """
        transport.port: %d
        discovery.seed_hosts: [%s]
        # heeded by the first start alone
        cluster.initial_master_nodes: [%s]"""
        .formatted(
            transportPorts.get(node),
            transportPorts.values().stream()
                .map(port -> "\"127.0.0.1:" + port + "\"")
                .collect(Collectors.joining(", ")),
            String.join(", ", nodes()));
  }
}
