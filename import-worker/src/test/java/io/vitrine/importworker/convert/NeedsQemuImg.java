package io.vitrine.importworker.convert;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.ExtensionContext;

/** Skipped, with the line that installs it, where there is no {@code qemu-img}. */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@ExtendWith(NeedsQemuImg.Installed.class)
public @interface NeedsQemuImg {
    /** Looks. */
    final class Installed implements ExecutionCondition {
        @Override
        public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
            return Programs.find("qemu-img").isPresent()
                    ? ConditionEvaluationResult.enabled("all there")
                    : ConditionEvaluationResult.disabled("qemu-img is not installed: apt-get install qemu-utils");
        }
    }
}
