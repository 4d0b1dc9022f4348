package io.saleslens.bench.setup;

import com.fasterxml.jackson.databind.JsonNode;
import io.saleslens.indexer.elastic.Elastic;
import io.saleslens.indexer.elastic.Json;
import io.saleslens.indexer.mysql.Database;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Stream;
import org.elasticsearch.client.Request;

/** What figures depend on besides the program: the machine, the versions, the memory. */
public final class Machine {
  private static final long MEGABYTE = 1L << 20;

  private Machine() {}

  /** Each fact by its name. */
  public static Map<String, Object> facts(BenchServers servers) {
    Map<String, Object> facts = new LinkedHashMap<>();
    facts.put("cpu", cpu());
    facts.put("cores", Runtime.getRuntime().availableProcessors());
    facts.put("memory MB", memory());
    facts.put("system", System.getProperty("os.name") + " " + System.getProperty("os.version"));
    facts.put("jdk", Runtime.version().toString());
    facts.put("heap MB", Runtime.getRuntime().maxMemory() / MEGABYTE);
    facts.put("servers", servers.isSandbox() ? "sandbox on this machine" : "given");
    elasticsearch(facts, servers.elastic());
    mysql(facts, servers.database());
    return facts;
  }

  private static String cpu() {
    try (Stream<String> lines = Files.lines(Path.of("/proc/cpuinfo"))) {
      return lines
          .filter(line -> line.startsWith("model name"))
          .findFirst()
          .map(line -> line.substring(line.indexOf(':') + 1).strip())
          .orElse(System.getProperty("os.arch"));
    } catch (IOException e) {
      // not Linux
      return System.getProperty("os.arch");
    }
  }

  private static Object memory() {
    return ManagementFactory.getOperatingSystemMXBean()
            instanceof com.sun.management.OperatingSystemMXBean system
        ? system.getTotalMemorySize() / MEGABYTE
        : "unknown";
  }

  private static void elasticsearch(Map<String, Object> facts, Elastic elastic) {
    Request request = new Request("GET", "/_nodes/jvm");
    request.addParameter("filter_path", "nodes.*.version,nodes.*.jvm.mem.heap_max_in_bytes");
    JsonNode nodes = elastic.send(request, null, Json.mapper()::readTree).path("nodes");
    JsonNode any = nodes.elements().next();
    facts.put("elasticsearch", any.path("version").asText());
    facts.put("elasticsearch nodes", nodes.size());
    facts.put(
        "elasticsearch heap MB",
        any.path("jvm").path("mem").path("heap_max_in_bytes").asLong() / MEGABYTE);
  }

  private static void mysql(Map<String, Object> facts, Database database) {
    Connection connection = database.connect();
    try (Statement statement = connection.createStatement();
        ResultSet answer = statement.executeQuery("SELECT VERSION(), @@innodb_buffer_pool_size")) {
      answer.next();
      facts.put("mysql", answer.getString(1));
      facts.put("mysql buffer pool MB", answer.getLong(2) / MEGABYTE);
    } catch (SQLException e) {
      throw database.failure("its version", e);
    } finally {
      database.close(connection);
    }
  }
}
