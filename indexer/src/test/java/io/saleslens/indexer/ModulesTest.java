package io.saleslens.indexer;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

/** The one-way order of modules and packages. */
class ModulesTest {
  private static final JavaClasses CLASSES =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .importPackages("io.saleslens.indexer");

  @Test
  void packagesHaveNoCycles() {
    slices().matching("io.saleslens.(**)").should().beFreeOfCycles().check(CLASSES);
  }

  @Test
  void theIndexerNeedsNoOtherModule() {
    noClasses()
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(
            "io.saleslens.aov..",
            "io.saleslens.fraud..",
            "io.saleslens.kibana..",
            "io.saleslens.api..",
            "io.saleslens.app..",
            "io.saleslens.sandbox..")
        .check(CLASSES);
  }
}
