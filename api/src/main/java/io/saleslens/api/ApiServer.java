package io.saleslens.api;

import io.github.bucket4j.TimeMeter;
import io.javalin.Javalin;
import io.javalin.config.JavalinConfig;
import io.javalin.config.RoutesConfig;
import io.javalin.util.JavalinException;
import io.saleslens.fraud.RepeatAmountRule;
import io.saleslens.indexer.elastic.Elastic;
import io.saleslens.indexer.elastic.IndexNames;
import io.saleslens.indexer.settings.SettingsException;
import java.net.BindException;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The REST API as a server. The constructor does no I/O; {@link #start} binds. */
public final class ApiServer implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(ApiServer.class);

  private final ApiSettings settings;
  private final Elastic elastic;
  private final IndexNames names;
  private final RepeatAmountRule rule;
  private final Network network;
  private final Guard guard;
  private final Health health;
  private final List<Resource> moreResources;
  private final RequestListener listener;
  private final Javalin javalin;

  /**
   * @param elastic stays the caller's, who closes it after this
   * @param rule as it is set, for explaining what it found
   * @param moreChecks what must work besides Elasticsearch for {@code /health/ready} to say so
   * @param moreResources what is answered besides what Elasticsearch alone has
   */
  public ApiServer(
      ApiSettings settings,
      Elastic elastic,
      IndexNames names,
      RepeatAmountRule rule,
      List<HealthCheck> moreChecks,
      List<Resource> moreResources) {
    this(settings, elastic, names, rule, moreChecks, moreResources, RequestListener.NONE);
  }

  /**
   * @param elastic stays the caller's, who closes it after this
   * @param rule as it is set, for explaining what it found
   * @param moreChecks what must work besides Elasticsearch for {@code /health/ready} to say so
   * @param moreResources what is answered besides what Elasticsearch alone has
   * @param listener is told of every request
   */
  public ApiServer(
      ApiSettings settings,
      Elastic elastic,
      IndexNames names,
      RepeatAmountRule rule,
      List<HealthCheck> moreChecks,
      List<Resource> moreResources,
      RequestListener listener) {
    this(settings, elastic, names, rule, moreChecks, moreResources, listener, Network.of(settings));
  }

  ApiServer(
      ApiSettings settings,
      Elastic elastic,
      IndexNames names,
      RepeatAmountRule rule,
      List<HealthCheck> moreChecks,
      List<Resource> moreResources,
      RequestListener listener,
      Network network) {
    this.settings = settings;
    this.elastic = elastic;
    this.names = names;
    this.rule = rule;
    List<HealthCheck> checks = new ArrayList<>(new ElasticHealth(elastic, names).checks());
    checks.addAll(moreChecks);
    this.network = network;
    this.guard = new Guard(settings, TimeMeter.SYSTEM_NANOTIME);
    this.health = new Health(checks, guard::trusts);
    this.moreResources = List.copyOf(moreResources);
    this.listener = listener;
    this.javalin = Javalin.create(this::configure);
  }

  private void configure(JavalinConfig config) {
    config.startup.showJavalinBanner = false;
    config.startup.showOldJavalinVersionWarning = false;
    config.startup.startupWatcherEnabled = false;
    config.http.prefer405over404 = true;
    network.register(config, listener);
    RequestLog.register(config, listener);
    guard.register(config);
    Problems.register(config);
    addRoutes(config.routes);
  }

  private void addRoutes(RoutesConfig routes) {
    Lists lists = new Lists(elastic, names);
    Turns turns = new Turns();
    WholeList wholeList = new WholeList(lists, turns);
    ListAnswers answers = new ListAnswers(lists, wholeList, turns);
    List<Resource> own =
        List.of(
            new DailyResource(answers, names),
            new WeeklyResource(answers, names),
            // these before the suspects, among whose ids their paths would be
            new FraudGroupResource(elastic, lists, answers, names, rule),
            new FraudTotalResource(elastic, lists, answers, names),
            new FraudResource(elastic, lists, answers, names),
            new SaleResource(elastic, lists, answers, names),
            new DayResource(answers, names),
            new SummaryResource(elastic, lists, names),
            new ComparisonResource(elastic, lists, names),
            new TotalResource(elastic, lists, answers, names),
            new SeenResource(elastic, lists, answers, names),
            new OldRoutes(wholeList, names),
            new DocsResource(),
            new PageResource(),
            health);
    own.forEach(it -> it.addTo(routes));
    moreResources.forEach(it -> it.addTo(routes));
  }

  /**
   * Binds and begins to answer. Once only.
   *
   * @throws SettingsException if the address cannot be listened on, or may not be because no token
   *     is set
   */
  public void start() {
    InetAddress address = settings.allowedAddress();
    try {
      javalin.start(address.getHostAddress(), settings.port());
    } catch (JavalinException e) {
      throw explain(e);
    }
    LOG.info("API listens on http://{}:{}", settings.host(), port());
    if (!address.isLoopbackAddress()) {
      LOG.warn(
          "The API listens on {}, open to other machines, and tokens and answers travel unencrypted:"
              + " put a proxy that speaks TLS before it.",
          settings.host());
    }
  }

  private SettingsException explain(JavalinException failure) {
    Throwable root = failure;
    while (root.getCause() != null) {
      root = root.getCause();
    }
    boolean inUse =
        root instanceof BindException
            && String.valueOf(root.getMessage()).startsWith("Address already in use");
    return new SettingsException(
        inUse
            ? "port %d on %s is in use; choose another by saleslens.api.port (SALESLENS_API_PORT)"
                .formatted(settings.port(), settings.host())
            : "cannot listen on port %d of %s (%s); choose others by saleslens.api.host and saleslens.api.port (SALESLENS_API_HOST, SALESLENS_API_PORT)"
                .formatted(settings.port(), settings.host(), root.getMessage()),
        failure);
  }

  Javalin javalin() {
    return javalin;
  }

  /** The port it listens on; tells which was free if the settings say 0. */
  public int port() {
    return javalin.port();
  }

  /** Lets requests in flight finish, for a while, and stops. */
  @Override
  public void close() {
    javalin.stop();
    health.close();
  }
}
