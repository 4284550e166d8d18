package io.vitrine.storegateway;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** The few walls of this service. */
@AnalyzeClasses(packages = "io.vitrine.storegateway", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {
    private static final String[] HTTP = {"io.vertx..", "jakarta.ws.rs..", "java.net.http.."};

    @ArchTest
    static final ArchRule noFolderNeedsAnotherThatNeedsIt =
            slices().matching("io.vitrine.storegateway.(*)..").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule storesKnowNoHttpOfOurs = noClasses()
            .that()
            .resideInAPackage("..store..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(HTTP);

    @ArchTest
    static final ArchRule bytesKnowNoHttpAtAll = noClasses()
            .that()
            .resideInAPackage("..blob..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(HTTP);

    @ArchTest
    static final ArchRule driversDoNotKnowEachOther =
            slices().matching("io.vitrine.storegateway.store.(*)..").should().notDependOnEachOther();

    @ArchTest
    static final ArchRule onlyDriversAndTheirFrameKnowWhatAStoreIsMadeOf = noClasses()
            .that()
            .resideOutsideOfPackage("..store..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("..store.file..", "..store.s3..", "..store.http..", "io.minio..", "okhttp3..");

    @ArchTest
    static final ArchRule usersTokensAreNotJudgedHere = noClasses()
            .that()
            .resideInAnyPackage("..front..", "..upload..", "..download..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("io.quarkus.oidc..", "io.quarkus.security..");
}
