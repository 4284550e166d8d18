package io.vitrine.imageapi.policy;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.quarkus.runtime.Startup;
import io.vitrine.imageapi.auth.Caller;
import io.vitrine.imageapi.policy.Protection.Grant;
import io.vitrine.imageapi.policy.Protection.Operation;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Who may touch an extra property of an image (spec: policy, section 8). Asked after the rules of the image, about extra properties only: never
 * about attributes, tags or members. Who may not read a property may not change it either. Without a file everybody may do everything.
 *
 * <p>Answers are pure: the same at every call, whatever the image, from any thread.
 */
@Startup
@ApplicationScoped
public class PropertyProtections {
    /** Properties that only this service sets: everybody sees them, and no section is about them. */
    static final String OURS = "os_glance";

    private static final Logger LOG = LoggerFactory.getLogger(PropertyProtections.class);
    private static final Protection OPEN = Protection.of(Grant.EVERYBODY);
    private static final Protection CLOSED = Protection.of(Grant.NOBODY);
    /** Names are made up by callers. */
    private static final int REMEMBERED = 10_000;

    private final boolean active;
    private final List<Protection> protections;
    private final Policy policy;
    private final Cache<String, Protection> deciding =
            Caffeine.newBuilder().maximumSize(REMEMBERED).build();

    @Inject
    PropertyProtections(ProtectionConfig config, Policy policy) {
        this(
                config.file().isPresent(),
                config.file()
                        .map(file -> ProtectionFile.read(file, config.ruleFormat()))
                        .orElse(List.of()),
                policy);
    }

    /** @param active whether there is a file at all: an empty one closes everything */
    PropertyProtections(boolean active, List<Protection> protections, Policy policy) {
        this.active = active;
        this.protections = List.copyOf(protections);
        this.policy = policy;
    }

    /** Whether any property is protected: when none is, nobody needs to look at them one by one. */
    public boolean active() {
        return active;
    }

    /** Whether the caller may give an image this property, which it has not yet. */
    public boolean mayCreate(String property, Caller caller) {
        return opens(Operation.CREATE, property, caller);
    }

    /** Whether the property is there for the caller at all. */
    public boolean mayRead(String property, Caller caller) {
        return opens(Operation.READ, property, caller);
    }

    /** Whether the caller may change the value; false for whoever may not read it. */
    public boolean mayUpdate(String property, Caller caller) {
        return mayRead(property, caller) && opens(Operation.UPDATE, property, caller);
    }

    /** Whether the caller may take the property away; false for whoever may not read it. */
    public boolean mayDelete(String property, Caller caller) {
        return mayRead(property, caller) && opens(Operation.DELETE, property, caller);
    }

    private boolean opens(Operation operation, String property, Caller caller) {
        return !active || deciding.get(property, this::first).opens(operation, caller, policy);
    }

    private Protection first(String property) {
        if (property.startsWith(OURS)) {
            return OPEN;
        }
        try {
            for (Protection protection : protections) {
                if (protection.covers(property)) {
                    return protection;
                }
            }
        } catch (IllegalStateException | StackOverflowError e) {
            LOG.atWarn()
                    .addKeyValue("property", property)
                    .log("a section of the property protections takes too long: the property is closed to everybody");
        }
        return CLOSED;
    }
}
