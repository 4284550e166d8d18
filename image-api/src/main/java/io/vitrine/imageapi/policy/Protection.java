package io.vitrine.imageapi.policy;

import io.vitrine.imageapi.auth.Caller;
import java.util.EnumMap;
import java.util.Map;
import java.util.regex.Pattern;

/** One section of the protection file: the properties it is about, and who may do what with them. */
record Protection(Pattern names, Map<Operation, Grant> grants) {
    /** The keys of a section, all of them mandatory. */
    enum Operation {
        CREATE,
        READ,
        UPDATE,
        DELETE
    }

    /** To whom an operation is open. */
    @FunctionalInterface
    interface Grant {
        Grant EVERYBODY = (caller, policy) -> true;
        Grant NOBODY = (caller, policy) -> false;

        boolean opensTo(Caller caller, Policy policy);
    }

    Protection {
        grants = new EnumMap<>(grants);
    }

    /** A section of its own for what no section names. */
    static Protection of(Grant grant) {
        Map<Operation, Grant> grants = new EnumMap<>(Operation.class);
        for (Operation operation : Operation.values()) {
            grants.put(operation, grant);
        }
        return new Protection(Pattern.compile(""), grants);
    }

    /** Searched, not matched as a whole. */
    boolean covers(String property) {
        return PatientText.finds(names, property);
    }

    boolean opens(Operation operation, Caller caller, Policy policy) {
        return grants.getOrDefault(operation, Grant.NOBODY).opensTo(caller, policy);
    }
}
