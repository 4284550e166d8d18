package io.vitrine.e2e.client;

import java.io.File;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.platform.commons.support.AnnotationSupport;

/** Skipped, by the name of what is missing and how to get it, where one of these programs is not on the path. */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@ExtendWith(NeedsProgram.OnPath.class)
public @interface NeedsProgram {
    Program[] value();

    /** Programs that Debian has. */
    enum Program {
        CURL("curl", "curl"),
        GLANCE("glance", "python3-glanceclient"),
        OPENSTACK("openstack", "python3-openstackclient"),
        QEMU_IMG("qemu-img", "qemu-utils");

        private final String command;
        private final String debianPackage;

        Program(String command, String debianPackage) {
            this.command = command;
            this.debianPackage = debianPackage;
        }

        boolean missing() {
            return Arrays.stream(System.getenv("PATH").split(File.pathSeparator, -1))
                    .noneMatch(folder -> Files.isExecutable(Path.of(folder, command)));
        }

        String hint() {
            return command + " is not installed: apt-get install " + debianPackage;
        }
    }

    /** Looks. */
    final class OnPath implements ExecutionCondition {
        @Override
        public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
            List<String> hints = AnnotationSupport.findAnnotation(context.getElement(), NeedsProgram.class).stream()
                    .flatMap(needs -> Arrays.stream(needs.value()))
                    .filter(Program::missing)
                    .map(Program::hint)
                    .toList();
            return hints.isEmpty()
                    ? ConditionEvaluationResult.enabled("all there")
                    : ConditionEvaluationResult.disabled(String.join("; ", hints));
        }
    }
}
