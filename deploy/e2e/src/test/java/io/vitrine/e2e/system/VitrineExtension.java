package io.vitrine.e2e.system;

import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.AfterTestExecutionCallback;
import org.junit.jupiter.api.extension.BeforeTestExecutionCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * Starts the system with the first class that needs it and ends it with the run. A test that fails shows what the
 * services logged meanwhile; every class leaves a system that keeps its promises.
 */
final class VitrineExtension
        implements ParameterResolver, BeforeTestExecutionCallback, AfterTestExecutionCallback, AfterAllCallback {
    private static final Namespace OURS = Namespace.create(VitrineExtension.class);

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return parameter.getParameter().getType() == Vitrine.class;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        return vitrine(context);
    }

    @Override
    public void beforeTestExecution(ExtensionContext context) {
        vitrine(context).logs().mark();
    }

    @Override
    public void afterTestExecution(ExtensionContext context) {
        if (context.getExecutionException().isPresent()) {
            System.out.println("== " + context.getDisplayName() + " failed; the services logged meanwhile:\n"
                    + vitrine(context).logs().sinceMark());
        }
    }

    @Override
    public void afterAll(ExtensionContext context) {
        vitrine(context).invariants().hold();
    }

    private static Vitrine vitrine(ExtensionContext context) {
        return context.getRoot().getStore(OURS).computeIfAbsent(Vitrine.class, key -> Vitrine.start(), Vitrine.class);
    }
}
