package io.vitrine.local;

import java.security.SecureRandom;
import java.util.EnumMap;
import java.util.HexFormat;
import java.util.Map;

/** The passwords and keys of one local system, made once at random and kept in its folder for its owner alone. */
public record Secrets(
        String databaseAdmin,
        String imageDatabase,
        String keycloakDatabase,
        String keycloakAdmin,
        String s3AccessKey,
        String s3SecretKey,
        Map<Service, String> accounts) {

    private static final int BYTES = 16;

    /** New ones. */
    static Secrets random() {
        var random = new SecureRandom();
        var accounts = new EnumMap<Service, String>(Service.class);
        for (Service service : Service.values()) {
            accounts.put(service, word(random));
        }
        return new Secrets(
                word(random), word(random), word(random), word(random), word(random), word(random), accounts);
    }

    private static String word(SecureRandom random) {
        byte[] bytes = new byte[BYTES];
        random.nextBytes(bytes);
        return HexFormat.of().formatHex(bytes);
    }

    /** The secret of a service's account in the local realm. */
    public String account(Service service) {
        String secret = accounts.get(service);
        if (secret == null) {
            throw new LocalFailure("The secrets of this system lack one for " + service.id() + ": ./vitrine reset.");
        }
        return secret;
    }

    /** Nothing of them. */
    @Override
    public String toString() {
        return "Secrets[…]";
    }
}
