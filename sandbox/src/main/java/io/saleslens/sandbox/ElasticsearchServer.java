package io.saleslens.sandbox;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;

/** A node of the real Elasticsearch; its security is off unless asked for. */
final class ElasticsearchServer extends SandboxServer {
  private static final Pattern PROCESS_ID = Pattern.compile("\"process\":\\{\"id\":(\\d+)}");

  /** Only the fast one of the JVM's compilers: halves the work of a start, but slows long runs. */
  private static final String QUICK = " -XX:TieredStopAtLevel=1";

  private final ElasticsearchCluster cluster;
  private final ElasticsearchZip zip;
  private final String jvmOptions;
  private final Path distribution;
  private final Optional<ElasticsearchSecurity> security;
  private final Http.Access access;
  private volatile long pid;

  /**
   * The nodes of one cluster, often a single one.
   *
   * @throws SandboxException if the port is in use
   */
  static List<ElasticsearchServer> nodes(
      Path folder,
      SandboxOptions options,
      boolean quick,
      Optional<ElasticsearchSecurity> security) {
    ElasticsearchCluster cluster = ElasticsearchCluster.of(options.elasticsearchNodes());
    ElasticsearchZip zip = new ElasticsearchZip(options.elasticsearchVersion());
    List<ElasticsearchServer> nodes = new ArrayList<>();
    for (String name : cluster.nodes()) {
      int port = Ports.choose("Elasticsearch", nodes.isEmpty() ? options.elasticsearchPort() : 0);
      nodes.add(
          new ElasticsearchServer(
              folder, name, cluster, zip, port, options.elasticsearchHeap(), quick, security));
    }
    return nodes;
  }

  private ElasticsearchServer(
      Path folder,
      String name,
      ElasticsearchCluster cluster,
      ElasticsearchZip zip,
      int port,
      String heap,
      boolean quick,
      Optional<ElasticsearchSecurity> security) {
    super(name, folder, port);
    this.cluster = cluster;
    this.zip = zip;
    this.security = security;
    this.access = security.map(ElasticsearchSecurity::access).orElse(Http.Access.OPEN);
    // the heap is taken as it is used, and not in full at the start
    this.jvmOptions =
        "-Xms%s -Xmx%s -XX:-AlwaysPreTouch".formatted(heap, heap) + (quick ? QUICK : "");
    this.distribution = home().resolve("elasticsearch-" + zip.version());
  }

  URI url() {
    return URI.create((security.isPresent() ? "https" : "http") + "://127.0.0.1:" + port());
  }

  Path config() {
    return home().resolve("config");
  }

  Http.Access access() {
    return access;
  }

  @Override
  void install() throws IOException, InterruptedException {
    ChildUser.requireAccess(Path.of(System.getProperty("java.home"), "bin", "java"));
    Unpacker.once(distribution, this::unpack);
    for (String folder : List.of("config", "data", "logs")) {
      ChildUser.folder(home().resolve(folder));
    }
    for (String file : List.of("jvm.options", "log4j2.properties")) {
      try (InputStream in = Resources.open(file)) {
        Path target = home().resolve("config").resolve(file);
        Files.copy(in, target, StandardCopyOption.REPLACE_EXISTING);
        ChildUser.own(target);
      }
    }
    Path settings = home().resolve("config").resolve("elasticsearch.yml");
    ChildUser.own(Files.writeString(settings, settings()));
    if (security.isPresent()) {
      security.get().write(config());
    }
  }

  private void unpack(Path folder) throws IOException, InterruptedException {
    try (ZipInputStream in = new ZipInputStream(zip.open())) {
      for (ZipEntry entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
        if (!entry.isDirectory()) {
          String name = entry.getName(); // below one top folder, which we name ourselves
          Unpacker.write(in, folder, name.substring(name.indexOf('/') + 1));
        }
      }
    }
  }

  private String settings() {
    return """
        cluster.name: saleslens-sandbox
        node.name: %s
        network.host: 127.0.0.1
        http.port: %s
        %s
        %s
        # a name mistyped by a client shall fail, not become an index
        action.auto_create_index: false
        # the free space of a developer's disk is not ours to judge
        cluster.routing.allocation.disk.threshold_enabled: false
        path.data: '%s'
        path.logs: '%s'
        """
        .formatted(
            name(),
            Integer.toString(port()),
            cluster.settings(name()),
            security.map(ElasticsearchSecurity::settings).orElse("xpack.security.enabled: false"),
            quoted("data"),
            quoted("logs"));
  }

  private String quoted(String folder) {
    return home().resolve(folder).toString().replace("'", "''");
  }

  @Override
  List<String> command() {
    return List.of(distribution.resolve("bin").resolve("elasticsearch").toString());
  }

  @Override
  Map<String, String> environment() {
    Map<String, String> environment = new HashMap<>();
    environment.put("ES_JAVA_HOME", System.getProperty("java.home"));
    environment.put("ES_PATH_CONF", home().resolve("config").toString());
    environment.put("ES_TMPDIR", temporary().toString());
    environment.put("ES_JAVA_OPTS", jvmOptions);
    // Of the launcher, a JVM of its own. The path is relative to the distribution, in which it
    // runs,
    // because these options are split at spaces.
    environment.put("CLI_JAVA_OPTS", "-XX:-UsePerfData -Djava.io.tmpdir=../tmp" + QUICK);
    return environment;
  }

  @Override
  boolean answers(ChildProcess child) throws IOException {
    // GET / is not part of this distribution
    URI health =
        url()
            .resolve(
                "/_cluster/health?wait_for_status=yellow&timeout=1s&wait_for_nodes="
                    + cluster.nodes().size());
    return get(health).status() == 200 && isOurs(child);
  }

  /** Guards against another server that took our port in the meantime. */
  private boolean isOurs(ChildProcess child) throws IOException {
    URI process = url().resolve("/_nodes/_local/process?filter_path=nodes.*.process.id");
    Matcher found = PROCESS_ID.matcher(get(process).body());
    if (!found.find()) {
      return false;
    }
    pid = Long.parseLong(found.group(1));
    return child.hasDescendant(pid);
  }

  private Http.Answer get(URI uri) throws IOException {
    return Http.request("GET", uri, access);
  }

  @Override
  long pid() {
    return pid;
  }

  @Override
  String awaited() {
    return "cluster health yellow or green from " + url();
  }
}
