package io.vitrine.keycleanup;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

@AnalyzeClasses(packages = "io.vitrine", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {
    @ArchTest
    static final ArchRule noCyclesBetweenFeatures =
            slices().matching("io.vitrine.keycleanup.(*)..").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule noServiceImportsAnother = noClasses()
            .that()
            .resideInAPackage("io.vitrine.keycleanup..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("io.vitrine.imageapi..", "io.vitrine.importworker..", "io.vitrine.storegateway..");

    @ArchTest
    static final ArchRule theRestKnowsKeyManagersByTheirInterface = noClasses()
            .that()
            .resideInAPackage("io.vitrine.keycleanup.key..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("io.vitrine.keycleanup.barbican..");
}
