package io.vitrine.storegateway.store;

import java.util.regex.Pattern;

/** The names that a store accepts for its objects: one flat path element, never hidden, never {@code .} or {@code ..}. */
public final class ObjectName {
    private static final Pattern VALID = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,199}");

    private ObjectName() {}

    public static boolean isValid(String name) {
        return VALID.matcher(name).matches();
    }

    /**
     * The name itself.
     *
     * @throws StoreException {@code BROKEN} when it is not one: nothing of it may reach a path or a URL
     */
    public static String requireValid(String name) {
        if (!isValid(name)) {
            throw new StoreException(StoreException.Kind.BROKEN, "This is not the name of an object.", null);
        }
        return name;
    }
}
