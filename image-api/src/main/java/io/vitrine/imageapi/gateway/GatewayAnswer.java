package io.vitrine.imageapi.gateway;

import io.vitrine.contracts.internal.Problem;
import org.jspecify.annotations.Nullable;

/** What came of a call to one gateway. */
public sealed interface GatewayAnswer<T> {
    Gateway gateway();

    /** @param body null when the answer had none */
    record Done<T>(Gateway gateway, @Nullable T body) implements GatewayAnswer<T> {
        /** Of a call whose answer always has a body. */
        public T required() {
            if (body == null) {
                throw new IllegalStateException("the gateway " + gateway.id() + " answered without a body");
            }
            return body;
        }
    }

    /** The gateway said no, and why. */
    record Refused<T>(Gateway gateway, Problem problem) implements GatewayAnswer<T> {}

    /**
     * The gateway did not answer, or not in time, or not as one: whether the call had an effect is not known.
     *
     * @param reason for an operator
     */
    record Silent<T>(Gateway gateway, String reason) implements GatewayAnswer<T> {}
}
