package io.vitrine.contracts;

import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Every configuration key below {@code images.}, of all four services. A service reads its own and ignores the others'; a key that is
 * not on this list stops the start (design, decision "unknown keys"). {@code *} stands for one name, such as a store's id.
 */
public final class ConfigurationKeys {
    public static final List<String> ALL = List.of(
            // image-api
            "images.public-endpoint",
            "images.trusted-gateways",
            "images.api.page.default",
            "images.api.page.max",
            "images.auth.claim-user-id",
            "images.auth.claim-project-id",
            "images.auth.mode",
            "images.auth.claim-projects",
            "images.auth.global-roles",
            "images.auth.implied-roles",
            "images.auth.allow-expired-window",
            "images.auth.anonymous-read",
            "images.policy.file",
            "images.policy.reload-every",
            "images.property-protection.file",
            "images.property-protection.rule-format",
            "images.formats.disk",
            "images.formats.container",
            "images.schema.file",
            "images.limits.image-size",
            "images.limits.properties",
            "images.limits.properties-total",
            "images.limits.property-value",
            "images.limits.json-body",
            "images.limits.members",
            "images.limits.tags",
            "images.limits.locations",
            "images.limits.project-storage",
            "images.quota.mode",
            "images.quota.default.image-size-total",
            "images.quota.default.image-stage-total",
            "images.quota.default.image-count-total",
            "images.quota.default.image-count-uploading",
            "images.request-id.max-length",
            "images.health.disable-file",
            "images.hashing.algorithm",
            "images.upload.lease",
            "images.upload.resumable-expiry",
            "images.import.lease",
            "images.import.attempts",
            "images.import.retry.initial",
            "images.import.methods",
            "images.import.plugins",
            "images.import.conversion.format",
            "images.import.inject.properties.*",
            "images.import.inject.ignore-user-roles",
            "images.import.remote.copy-prefixes",
            "images.import.token-key",
            "images.import.token-key-file",
            "images.import.staging.ttl",
            "images.tasks.ttl",
            "images.sweep.every",
            "images.locations.show-multiple",
            "images.locations.direct-url",
            "images.locations.verify-hash",
            "images.delete.delayed",
            "images.delete.grace",
            "images.delete.count-pending",
            "images.delete.missing-data-code",
            "images.gc.grace",
            "images.scrub.every",
            "images.scrub.rate",
            "images.delete.retry.initial",
            "images.delete.retry.max",
            "images.outbox.relay",
            "images.outbox.poll",
            "images.outbox.batch",
            "images.outbox.max-backlog",
            "images.events.source",
            "images.keys.retry.initial",
            "images.keys.retry.max",
            "images.keys.retry.give-up",
            "images.keys.barbican.references",
            // store-gateway
            "images.image-api.url",
            "images.image-api.timeout",
            "images.front.timeout",
            "images.front.trusted-proxies",
            "images.node.id",
            "images.node.url",
            "images.announce.every",
            "images.upload.idle-timeout",
            "images.upload.store-stall",
            "images.upload.buffers",
            "images.delete.concurrency",
            "images.import.staging.dir",
            "images.import.staging.store",
            "images.import.staging.max-bytes",
            "images.import.staging.reserve",
            "images.shutdown.drain",
            "images.cache.dir",
            "images.cache.max-size",
            "images.cache.reserve",
            "images.cache.stall-time",
            "images.cache.check-every",
            "images.s3.part-buffers",
            "images.formats.require-match",
            "images.formats.raw-strict",
            "images.formats.vmdk-types",
            "images.formats.gpt-nonfatal",
            "images.s3.scratch-dir",
            "images.stores.default",
            "images.stores.*.type",
            "images.stores.*.description",
            "images.stores.*.weight",
            "images.stores.*.filesystem.dir",
            "images.stores.*.filesystem.dirs",
            "images.stores.*.filesystem.file-mode",
            "images.stores.*.filesystem.thin-provisioning",
            "images.stores.*.s3.endpoint",
            "images.stores.*.s3.region",
            "images.stores.*.s3.bucket",
            "images.stores.*.s3.url-style",
            "images.stores.*.s3.ca",
            "images.stores.*.s3.access-key",
            "images.stores.*.s3.access-key-file",
            "images.stores.*.s3.secret-key",
            "images.stores.*.s3.secret-key-file",
            "images.stores.*.s3.create-bucket",
            "images.stores.*.http.allowed-hosts",
            "images.stores.*.http.ca",
            "images.http.retries",
            "images.stores.*.s3.large-object-size",
            "images.stores.*.s3.chunk-size",
            "images.stores.*.s3.thread-pools",
            // import-worker
            "images.gateway.url",
            "images.import.concurrency",
            "images.import.poll",
            "images.import.max-duration",
            "images.import.filter.allowed-schemes",
            "images.import.filter.allowed-hosts",
            "images.import.filter.disallowed-hosts",
            "images.import.filter.allowed-ports",
            "images.import.filter.disallowed-ports",
            "images.import.filter.allow-cidrs",
            "images.import.filter.deny-cidrs",
            "images.import.filter.max-redirects",
            "images.import.proxy.host",
            "images.import.proxy.port",
            "images.import.proxy.username",
            "images.import.proxy.password",
            "images.import.proxy.plain-http",
            "images.import.scratch-dir",
            "images.import.conversion.qemu-img",
            "images.import.conversion.isolation",
            "images.import.conversion.memory",
            "images.import.remote.*.endpoint",
            // key-cleanup
            "images.keys.manager",
            "images.keys.dry-run",
            "images.keys.consumers",
            "images.keys.require-creator",
            "images.keys.trusted-creators",
            "images.keys.barbican.api-version",
            "images.keys.barbican.ca",
            "images.keys.barbican.auth.type",
            "images.keys.barbican.auth.scope",
            "images.keys.barbican.auth.project",
            "images.keys.barbican.auth.url",
            "images.keys.barbican.auth.username",
            "images.keys.barbican.auth.user-domain",
            "images.keys.barbican.auth.password",
            "images.keys.barbican.auth.application-credential-id",
            "images.keys.barbican.auth.application-credential-secret",
            // several
            "images.keys.barbican.endpoint",
            "images.auth.issuers",
            "images.auth.audience",
            "images.auth.client-id",
            "images.auth.role-sources",
            "images.auth.max-token-age",
            "images.workers");

    /** Names that are ignored without a word (release note of Rocky: imports are always on). */
    public static final List<String> IGNORED =
            List.of("images.enable-image-import", "images.enable_image_import", "enable_image_import");

    /** Names that are ignored with a warning: what they chose is settled by the weights of stores (spec: stores, section 8). */
    private static final Set<String> OBSOLETE = Set.of("location_strategy", "store_type_preference");

    private static final String OF_A_STORE = "images.stores.<id>.";

    /** Names of single-store set-ups and of peers, and what each is called here. */
    private static final Map<String, String> REPLACED = Map.ofEntries(
            Map.entry("stores", OF_A_STORE + "type"),
            Map.entry("enabled_backends", OF_A_STORE + "type"),
            Map.entry("default_store", "images.stores.default"),
            Map.entry("default_backend", "images.stores.default"),
            Map.entry("store_description", OF_A_STORE + "description"),
            Map.entry("filesystem_store_datadir", OF_A_STORE + "filesystem.dir"),
            Map.entry("filesystem_store_datadirs", OF_A_STORE + "filesystem.dirs"),
            Map.entry("filesystem_store_file_perm", OF_A_STORE + "filesystem.file-mode"),
            Map.entry("filesystem_thin_provisioning", OF_A_STORE + "filesystem.thin-provisioning"),
            Map.entry("s3_store_host", OF_A_STORE + "s3.endpoint"),
            Map.entry("s3_store_region_name", OF_A_STORE + "s3.region"),
            Map.entry("s3_store_bucket", OF_A_STORE + "s3.bucket"),
            Map.entry("s3_store_access_key", OF_A_STORE + "s3.access-key-file"),
            Map.entry("s3_store_secret_key", OF_A_STORE + "s3.secret-key-file"),
            Map.entry("s3_store_bucket_url_format", OF_A_STORE + "s3.url-style"),
            Map.entry("s3_store_cacert", OF_A_STORE + "s3.ca"),
            Map.entry("s3_store_create_bucket_on_put", OF_A_STORE + "s3.create-bucket"),
            Map.entry("s3_store_large_object_size", OF_A_STORE + "s3.large-object-size"),
            Map.entry("s3_store_large_object_chunk_size", OF_A_STORE + "s3.chunk-size"),
            Map.entry("s3_store_thread_pools", OF_A_STORE + "s3.thread-pools"));

    private static final List<Pattern> DOTTED =
            ALL.stream().map(ConfigurationKeys::dotted).toList();
    private static final List<Pattern> ENVIRONMENT =
            ALL.stream().map(ConfigurationKeys::environment).toList();

    private ConfigurationKeys() {}

    /**
     * The first name that looks like one of ours and is not.
     *
     * @param names property names as the configuration lists them, dotted or as environment variables
     */
    public static Optional<String> firstUnknown(Iterable<String> names) {
        for (String name : names) {
            if (isUnknown(name)) {
                return Optional.of(name);
            }
        }
        return Optional.empty();
    }

    /**
     * Which key of the list a name means.
     *
     * @param name dotted or as an environment variable
     */
    public static Optional<String> known(String name) {
        String bare = name.replaceAll("\\[\\d+]$", "");
        for (int i = 0; i < ALL.size(); i++) {
            if (DOTTED.get(i).matcher(bare).matches()
                    || ENVIRONMENT.get(i).matcher(name).matches()) {
                return Optional.of(ALL.get(i));
            }
        }
        return Optional.empty();
    }

    /** The sentence that a service stops with. */
    public static String refusal(String unknown) {
        Optional<String> replacement = Optional.ofNullable(REPLACED.get(lastWord(unknown)));
        if (replacement.isPresent()) {
            return "The configuration key '%s' belongs to set-ups of another kind. Its replacement is '%s': every store has an id of its own. Change it, then start again."
                    .formatted(unknown, replacement.get());
        }
        return "Unknown configuration key '%s'. The nearest known key is '%s'. Correct or remove it, then start again."
                .formatted(unknown, nearest(unknown));
    }

    private static boolean isUnknown(String name) {
        if (IGNORED.contains(name) || name.equals("IMAGES_ENABLE_IMAGE_IMPORT")) {
            return false;
        }
        if (isObsolete(name)) {
            return false;
        }
        if (isOfPeers(name)) {
            return true;
        }
        return (name.startsWith("images.") || name.startsWith("IMAGES_"))
                && known(name).isEmpty();
    }

    /** Whether a name chooses what is not to be chosen any more. */
    public static boolean isObsolete(String name) {
        return OBSOLETE.contains(lastWord(name));
    }

    /** The last part of a name as peers spell it; of an environment variable, the longest that is known. */
    private static String lastWord(String name) {
        if (name.startsWith("IMAGES_")) {
            String lower = name.toLowerCase(Locale.ROOT);
            return Stream.concat(REPLACED.keySet().stream(), OBSOLETE.stream())
                    .filter(known -> lower.endsWith("_" + known))
                    .max(Comparator.comparingInt(String::length))
                    .orElse(lower);
        }
        return name.substring(name.lastIndexOf('.') + 1).replace('-', '_');
    }

    /** A peer's name without any prefix of ours. A bare {@code stores} could be anybody's. */
    private static boolean isOfPeers(String name) {
        boolean theirs = name.startsWith("glance_store.") || (!name.contains(".") && !name.equals("stores"));
        return theirs && REPLACED.containsKey(lastWord(name)) && !name.startsWith("IMAGES_");
    }

    private static Pattern dotted(String key) {
        return Pattern.compile(key.replace(".", "\\.").replace("*", "(\"[^\"]+\"|[A-Za-z0-9_-]+)"));
    }

    private static Pattern environment(String key) {
        String name = key.toUpperCase(Locale.ROOT).replaceAll("[^A-Z0-9*]", "_").replace("*", "[A-Z0-9_]+");
        return Pattern.compile(name + "(_\\d+_?)?");
    }

    private static String nearest(String unknown) {
        String dotted =
                unknown.startsWith("IMAGES_") ? unknown.toLowerCase(Locale.ROOT).replace('_', '.') : unknown;
        return ALL.stream()
                .min((a, b) -> Integer.compare(distance(a, dotted), distance(b, dotted)))
                .orElseThrow();
    }

    /** Levenshtein distance. */
    private static int distance(String a, String b) {
        int[] row = new int[b.length() + 1];
        for (int j = 0; j <= b.length(); j++) {
            row[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                int substituted = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(substituted, Math.min(row[j], row[j - 1]) + 1);
            }
        }
        return row[b.length()];
    }
}
