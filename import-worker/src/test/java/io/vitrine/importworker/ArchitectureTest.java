package io.vitrine.importworker;

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
            slices().matching("io.vitrine.importworker.(*)..").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule noServiceImportsAnother = noClasses()
            .that()
            .resideInAPackage("io.vitrine.importworker..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("io.vitrine.imageapi..", "io.vitrine.keycleanup..", "io.vitrine.storegateway..");

    /** One way out (S-31): whatever else opens a URL by a Java class would pass by the address rules. */
    @ArchTest
    static final ArchRule onlyTheFetcherMeetsTheOutsideWorld = noClasses()
            .that()
            .resideInAPackage("io.vitrine.importworker..")
            .should()
            .dependOnClassesThat()
            .haveNameMatching("java\\.net\\.(URL|URLConnection|HttpURLConnection|Socket)|java\\.net\\.http\\..*");

    @ArchTest
    static final ArchRule theFetcherKnowsNothingOfUs = noClasses()
            .that()
            .resideInAPackage("io.vitrine.importworker.fetch..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("io.vitrine.importworker.identity..", "io.vitrine.importworker.gateway..");
}
