package io.vitrine.imageapi;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.methods;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import io.quarkus.security.Authenticated;
import io.vitrine.imageapi.image.ImageRepository;
import jakarta.annotation.security.PermitAll;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.HttpMethod;
import jakarta.ws.rs.Path;
import java.lang.annotation.Annotation;
import java.util.List;

/** The few walls of the house. */
@AnalyzeClasses(packages = "io.vitrine.imageapi", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {
    private static final List<Class<? extends Annotation>> WHO =
            List.of(Authenticated.class, RolesAllowed.class, PermitAll.class);

    @ArchTest
    static final ArchRule everyResourceMethodDeclaresWhoMayCallIt =
            methods().that().areMetaAnnotatedWith(HttpMethod.class).should(sayWhoMayCall());

    @ArchTest
    static final ArchRule packagesHaveNoCycles =
            slices().matching("io.vitrine.imageapi.(*)..").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule resourcesCallUseCasesNotRepositories = noClasses()
            .that()
            .areAnnotatedWith(Path.class)
            .should()
            .dependOnClassesThat()
            .areAssignableTo(ImageRepository.class);

    private static ArchCondition<JavaMethod> sayWhoMayCall() {
        return new ArchCondition<>("say who may call them") {
            @Override
            public void check(JavaMethod method, ConditionEvents events) {
                boolean said = WHO.stream()
                        .anyMatch(who ->
                                method.isAnnotatedWith(who) || method.getOwner().isAnnotatedWith(who));
                if (!said) {
                    events.add(SimpleConditionEvent.violated(
                            method, method.getFullName() + " does not say who may call it"));
                }
            }
        };
    }
}
