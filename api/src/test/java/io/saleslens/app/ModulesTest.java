package io.saleslens.app;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Dependencies point one way, over all modules: here all of them are on the class path. */
class ModulesTest {
  private static JavaClasses classes;

  @BeforeAll
  static void read() {
    classes =
        new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            // the test-jars of other modules
            .withImportOption(location -> !location.contains("-tests.jar"))
            .importPackages("io.saleslens");
  }

  @Test
  void modulesKnowOnlyThoseBeforeThem() {
    layeredArchitecture()
        .consideringOnlyDependenciesInLayers()
        .layer("indexer")
        .definedBy("io.saleslens.indexer..")
        .layer("aov")
        .definedBy("io.saleslens.aov..")
        .layer("fraud")
        .definedBy("io.saleslens.fraud..")
        .layer("kibana")
        .definedBy("io.saleslens.kibana..")
        .layer("api")
        .definedBy("io.saleslens.api..")
        .layer("app")
        .definedBy("io.saleslens.app..")
        .layer("sandbox")
        .definedBy("io.saleslens.sandbox..")
        .whereLayer("indexer")
        .mayNotAccessAnyLayer()
        .whereLayer("aov")
        .mayOnlyAccessLayers("indexer")
        .whereLayer("fraud")
        .mayOnlyAccessLayers("indexer", "aov")
        .whereLayer("kibana")
        .mayOnlyAccessLayers("indexer")
        .whereLayer("kibana")
        .mayOnlyBeAccessedByLayers("app")
        .whereLayer("api")
        .mayOnlyAccessLayers("indexer", "aov", "fraud")
        .whereLayer("app")
        .mayNotBeAccessedByAnyLayer()
        .whereLayer("sandbox")
        .mayNotAccessAnyLayer()
        .whereLayer("sandbox")
        .mayOnlyBeAccessedByLayers("app")
        .check(classes);
  }

  @Test
  void noPackagesGoInACircle() {
    slices().matching("io.saleslens.(**)").should().beFreeOfCycles().check(classes);
  }

  @Test
  void madeUpSalesKnowNothingOfUs() {
    noClasses()
        .that()
        .resideInAPackage("io.saleslens.app.demo..")
        .should()
        .dependOnClassesThat(
            describe(
                "are ours elsewhere",
                it ->
                    it.getPackageName().startsWith("io.saleslens.")
                        && !it.getPackageName().startsWith("io.saleslens.app.demo")))
        .check(classes);
  }

  @Test
  void allModulesWereLookedAt() {
    assertThat(classes.stream().map(it -> it.getPackageName().split("\\.")[2]).distinct())
        .contains("sandbox", "indexer", "aov", "fraud", "kibana", "api", "app");
  }
}
