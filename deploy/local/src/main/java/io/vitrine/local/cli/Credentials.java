package io.vitrine.local.cli;

import io.vitrine.local.Account;
import io.vitrine.local.LocalFailure;
import io.vitrine.local.Service;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import org.jspecify.annotations.Nullable;

/** The accounts that the services have at an issuer of the user's own. */
final class Credentials {
    private Credentials() {}

    /** From a file, or where that says nothing from the environment. A client id defaults to the service's name. */
    static Map<Service, Account> of(@Nullable Path file, Map<String, String> environment) {
        var properties = new Properties();
        if (file != null) {
            try (Reader reader = Files.newBufferedReader(file)) {
                properties.load(reader);
            } catch (IOException e) {
                throw new LocalFailure("Cannot read the service credentials in " + file + ": " + e + ".", e);
            }
        }
        var accounts = new EnumMap<Service, Account>(Service.class);
        for (Service service : Service.values()) {
            String variable = "VITRINE_" + service.id().replace('-', '_').toUpperCase(Locale.ROOT) + "_CLIENT_";
            String id = properties.getProperty(
                    service.id() + ".client-id", environment.getOrDefault(variable + "ID", service.account()));
            String secret = properties.getProperty(service.id() + ".secret", environment.get(variable + "SECRET"));
            if (secret == null) {
                throw new LocalFailure("With --issuer the secret of " + service.id() + "'s account is needed: "
                        + service.id() + ".secret in the file of --service-credentials, or " + variable + "SECRET.");
            }
            accounts.put(service, new Account(id, secret));
        }
        return accounts;
    }
}
