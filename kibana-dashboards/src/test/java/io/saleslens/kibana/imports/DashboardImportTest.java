package io.saleslens.kibana.imports;

import static io.saleslens.kibana.imports.EditedObjects.KEEP;
import static io.saleslens.kibana.imports.EditedObjects.OVERWRITE;
import static io.saleslens.kibana.imports.EditedObjects.STOP;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.saleslens.indexer.retry.Patience;
import io.saleslens.indexer.settings.SettingsException;
import io.saleslens.indexer.testing.TestSettings;
import io.saleslens.kibana.DashboardParameters;
import io.saleslens.kibana.Dashboards;
import io.saleslens.kibana.SavedObject;
import io.saleslens.kibana.testing.FakeKibana;
import java.io.IOException;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Currency;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The first import, a repeated one, one of a newer version, and what people edit in between. */
class DashboardImportTest {
  private static final List<SavedObject> OBJECTS = TestObjects.all();
  private static final List<SavedObject> NEWER = TestObjects.of("2");

  private FakeKibana kibana;
  private final Memory memory = new Memory();

  private static final class Memory implements ImportMemory {
    private Imported imported = Imported.nothing();

    @Override
    public Imported load() {
      return imported;
    }

    @Override
    public void save(Imported now) {
      imported = now;
    }
  }

  @BeforeEach
  void start() throws IOException {
    kibana = new FakeKibana().withSpace("shop");
  }

  @AfterEach
  void stop() {
    kibana.close();
  }

  private DashboardImport into(String space) {
    TestSettings settings =
        TestSettings.none().with("kibana.url", kibana.url()).with("kibana.space", space);
    return new DashboardImport(
        new KibanaClient(KibanaSettings.from(settings.reader()), Patience.QUERY), memory);
  }

  private ImportReport run(List<SavedObject> objects, EditedObjects edited)
      throws InterruptedException {
    return into("default").run(objects, edited);
  }

  /** How many objects came to what. */
  private static Map<String, Integer> fates(ImportReport report) {
    Map<String, Integer> fates = new TreeMap<>();
    report.objects().forEach(it -> fates.merge(it.fate(), 1, Integer::sum));
    return fates;
  }

  @Test
  void theFirstImportMakesEverythingAndTheNextChangesNothing() throws Exception {
    ImportReport first = run(OBJECTS, STOP);
    assertThat(fates(first)).isEqualTo(Map.of("created", 4));
    assertThat(first.text())
        .isEqualTo(
            "Imported into the space 'default': 4 created.\nDashboards: %s/app/dashboards"
                .formatted(kibana.url()));
    assertThat(kibana.objects("default"))
        .containsOnlyKeys(
            "index-pattern:view", "search:suspects", "dashboard:sales", "dashboard:fraud");
    ImportReport second = run(OBJECTS, STOP);
    assertThat(fates(second)).isEqualTo(Map.of("unchanged", 4));
    assertThat(second.text()).startsWith("Already there, unchanged: 4 objects in the space");
    assertThat(kibana.imports()).isOne();
  }

  @Test
  void whatIsGoneComesBackWithoutTouchingTheRest() throws Exception {
    run(OBJECTS, STOP);
    kibana.objects("default").remove("search:suspects");
    assertThat(fates(run(OBJECTS, STOP))).isEqualTo(Map.of("created", 1, "unchanged", 3));
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void aNewerVersionTakesThePlaceOfAnOlderOneThatNobodyTouched(boolean newerKibana)
      throws Exception {
    if (newerKibana) {
      kibana.setMigrating();
    }
    run(OBJECTS, STOP);
    assertThat(fates(run(OBJECTS, STOP))).isEqualTo(Map.of("unchanged", 4));
    assertThat(fates(run(NEWER, STOP))).isEqualTo(Map.of("unchanged", 2, "updated", 2));
    assertThat(kibana.objects("default").get("dashboard:sales").toString())
        .contains("\\\"version\\\":\\\"2\\\"");
    assertThat(fates(run(OBJECTS, STOP))).isEqualTo(Map.of("unchanged", 2, "updated", 2));
  }

  @Test
  void whatSomebodyImportedByHandIsKnownFromThenOn() throws Exception {
    run(OBJECTS, STOP);
    memory.save(ImportMemory.Imported.nothing());
    assertThat(fates(run(OBJECTS, STOP))).isEqualTo(Map.of("unchanged", 4));
    assertThat(fates(run(NEWER, STOP))).isEqualTo(Map.of("unchanged", 2, "updated", 2));
  }

  @Test
  void anOlderVersionThatIsNotRememberedMayHaveBeenEdited() throws Exception {
    run(OBJECTS, STOP);
    memory.save(ImportMemory.Imported.nothing());
    assertThat(fates(run(NEWER, STOP))).isEqualTo(Map.of("unchanged", 2, "edited", 2));
  }

  @Test
  void anEditStopsTheImportBeforeAnythingIsWritten() throws Exception {
    run(OBJECTS, STOP);
    kibana.edit("default", "dashboard:sales", "My sales");
    kibana.objects("default").remove("search:suspects");
    for (ImportReport stopped :
        List.of(into("default").plan(NEWER, STOP), run(NEWER, STOP), run(OBJECTS, STOP))) {
      assertThat(stopped.stopped()).isTrue();
      assertThat(stopped.text())
          .startsWith(stopped.dryRun() ? "Nothing would be imported.\n" : "Nothing was imported.\n")
          .contains("Edited in Kibana", "  dashboard 'Sales' (sales)\n", "--keep-edited")
          .contains("--overwrite", "'Save as'");
    }
    assertThat(kibana.objects("default")).doesNotContainKey("search:suspects");
    assertThat(kibana.imports()).isOne();
  }

  @Test
  void anEditCanBeKeptWhileTheOthersAreBroughtUpToDate() throws Exception {
    run(OBJECTS, STOP);
    kibana.edit("default", "dashboard:sales", "My sales");
    for (String expected : List.of("updated", "unchanged")) {
      ImportReport kept = run(NEWER, KEEP);
      assertThat(fates(kept).keySet()).contains("edited", expected);
      assertThat(kept.stopped()).isFalse();
      assertThat(kept.text()).contains("1 kept as edited", "dashboard 'Sales' (sales)");
    }
    assertThat(run(NEWER, KEEP).text())
        .startsWith("Nothing new for the space 'default': 1 kept as edited, 3 unchanged.\n");
    assertThat(titleOf("dashboard:sales")).isEqualTo("My sales");
    // what was kept is not taken for our own later on
    assertThat(fates(run(OBJECTS, STOP))).containsEntry("edited", 1);
  }

  @Test
  void anEditIsOverwrittenOnlyOnRequest() throws Exception {
    run(OBJECTS, STOP);
    kibana.edit("default", "dashboard:sales", "My sales");
    ImportReport planned = into("default").plan(OBJECTS, OVERWRITE);
    assertThat(planned.text()).contains("Would be imported into", "1 overwritten");
    assertThat(titleOf("dashboard:sales")).isEqualTo("My sales");
    ImportReport done = run(OBJECTS, OVERWRITE);
    assertThat(fates(done)).isEqualTo(Map.of("overwritten", 1, "unchanged", 3));
    assertThat(done.text())
        .contains("Overwritten, with what was edited in them:\n  dashboard 'Sales' (sales)\n");
    assertThat(titleOf("dashboard:sales")).isEqualTo("Sales");
    assertThat(fates(run(OBJECTS, STOP))).isEqualTo(Map.of("unchanged", 4));
  }

  private String titleOf(String key) {
    return kibana.objects("default").get(key).path("attributes").path("title").asText();
  }

  /** Kibana does so by itself, when people look at data, or when it saves what it read. */
  @Test
  void fieldsThatWereLookedAtAndOtherSpellingsAreNoEdits() throws Exception {
    run(OBJECTS, STOP);
    memory.save(ImportMemory.Imported.nothing());
    ObjectNode view = attributes("index-pattern:view");
    view.put(
        "fieldAttrs",
        "{\"store_id\":{\"count\":3},\"amount\":{\"count\":7,\"customLabel\":\"Amount\"}}");
    view.put("allowHidden", false);
    ObjectNode sales = attributes("dashboard:sales");
    String panels = sales.path("panelsJSON").asText();
    sales.put("panelsJSON", panels.replace(",", ", ").replace(":\"", ": \""));
    assertThat(fates(run(OBJECTS, STOP))).isEqualTo(Map.of("unchanged", 4));
    view.put("fieldAttrs", "{\"amount\":{\"count\":7,\"customLabel\":\"Sum\"}}");
    assertThat(fates(run(OBJECTS, STOP))).containsEntry("edited", 1);
  }

  private ObjectNode attributes(String key) {
    return (ObjectNode) kibana.objects("default").get(key).get("attributes");
  }

  @Test
  void aPlanWritesNothingAndRemembersNothing() throws Exception {
    ImportReport plan = into("default").plan(OBJECTS, STOP);
    assertThat(fates(plan)).isEqualTo(Map.of("created", 4));
    assertThat(plan.dryRun()).isTrue();
    assertThat(kibana.imports()).isZero();
    assertThat(kibana.objects("default")).isEmpty();
    assertThat(memory.load()).isEqualTo(ImportMemory.Imported.nothing());
  }

  /** Of ids that another space has too Kibana would make copies under ids of its own. */
  @Test
  void eachSpaceHasItsOwnObjectsThatReferToEachOther() throws Exception {
    run(OBJECTS, STOP);
    ImportReport other = into("shop").run(OBJECTS, STOP);
    assertThat(fates(other)).isEqualTo(Map.of("created", 4));
    assertThat(other.text()).endsWith("Dashboards: " + kibana.url() + "/s/shop/app/dashboards");
    assertThat(fates(into("shop").run(OBJECTS, STOP))).isEqualTo(Map.of("unchanged", 4));
    assertThat(kibana.objects("shop"))
        .containsOnlyKeys(
            "index-pattern:view-shop",
            "search:suspects-shop",
            "dashboard:sales-shop",
            "dashboard:fraud-shop");
    assertThat(kibana.objects("shop").get("dashboard:sales-shop").toString())
        .contains("\"id\":\"view-shop\"", "\"id\":\"fraud-shop\"", "\\\"id\\\":\\\"view-shop\\\"")
        .contains("\"title\":\"Sales\"", "\"to-fraud\"");
  }

  @Test
  void ourOwnDashboardsKeepTogetherInAnySpace() throws Exception {
    List<SavedObject> dashboards =
        Dashboards.objects(
            new DashboardParameters(
                "platform_", ZoneId.of("Asia/Seoul"), Currency.getInstance("KRW")));
    run(dashboards, STOP);
    assertThat(fates(run(dashboards, STOP))).containsOnlyKeys("unchanged");
    into("shop").run(dashboards, STOP);
    Map<String, ObjectNode> inShop = kibana.objects("shop");
    assertThat(inShop).hasSameSizeAs(dashboards);
    inShop.forEach(
        (key, object) -> {
          object
              .path("references")
              .forEach(it -> assertThat(inShop).containsKey(ObjectKey.of(it).toString()));
          // nowhere is one of the other space left, not even within texts
          dashboards.forEach(
              it ->
                  assertThat(object.toString()).doesNotContainPattern("\"" + it.id() + "\\\\*\""));
        });
  }

  @Test
  void anIdThatAnotherSpaceHasIsReported() throws Exception {
    kibana.objects("shop").put("search:suspects", (ObjectNode) OBJECTS.get(1).json().deepCopy());
    ImportReport report = run(OBJECTS, STOP);
    assertThat(fates(report)).isEqualTo(Map.of("created", 3, "refused", 1));
    assertThat(report.problems())
        .singleElement()
        .asString()
        .startsWith("saved search 'Suspects' (suspects): was stored under another id, ")
        .contains("its own is taken in another space", "then import again");
  }

  @Test
  void aSpaceThatIsNotThereIsNotWrittenTo() {
    assertThatThrownBy(() -> into("attic").run(OBJECTS, STOP))
        .isInstanceOf(SettingsException.class)
        .hasMessageContaining("has no space 'attic'. Make it in Kibana")
        .hasMessageContaining("saleslens.kibana.space (SALESLENS_KIBANA_SPACE)");
    assertThat(kibana.imports()).isZero();
  }

  @Test
  void whatKibanaDoesNotTakeIsNamedAndTheRestIsThere() throws Exception {
    List<SavedObject> objects = new ArrayList<>(OBJECTS);
    objects.add(TestObjects.object("map", "shops", "Shops"));
    objects.add(TestObjects.object("search", "lost", "Lost", "index-pattern:gone"));
    ImportReport report = run(objects, STOP);
    assertThat(fates(report)).isEqualTo(Map.of("created", 4, "refused", 2));
    assertThat(report.problems())
        .containsExactly(
            "map 'Shops' (shops): this Kibana does not know objects of the type 'map'. The dashboards are made for Kibana 8.19 and 9.x.",
            "saved search 'Lost' (lost): it refers to what is not in this space (index-pattern:gone). Import again: what is missing comes with it.");
    assertThat(report.text()).contains("4 created, 2 refused", "2 not taken:\n  map 'Shops'");
    assertThat(fates(run(objects, STOP))).isEqualTo(Map.of("unchanged", 4, "refused", 2));
  }
}
