package io.vitrine.imageapi.auth;

/** Decides once per request who is an administrator (spec: policy, 6.2). The policy does; this package may not know it. */
@FunctionalInterface
public interface AdminRule {
    /** @param caller whose own answer to {@link Caller#isAdmin} means nothing yet */
    boolean isAdmin(Caller caller);
}
