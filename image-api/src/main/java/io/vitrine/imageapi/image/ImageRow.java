package io.vitrine.imageapi.image;

import io.vitrine.imageapi.policy.Target;
import io.vitrine.imageapi.policy.Visibility;
import io.vitrine.imageapi.problem.ProblemException;
import jakarta.persistence.Column;
import jakarta.persistence.Convert;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import jakarta.persistence.Version;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.hibernate.annotations.DynamicUpdate;
import org.hibernate.annotations.JdbcTypeCode;
import org.hibernate.type.SqlTypes;
import org.jspecify.annotations.Nullable;

/**
 * Row of {@code images}. Changed only inside a transaction that locked it first ({@link ImageRepository#lock}); every commit of a change
 * raises {@link #version}.
 */
@Entity
@Table(name = "images")
@DynamicUpdate
@SuppressWarnings("NullAway.Init")
public class ImageRow {
    private static final List<String> ENCRYPTION_KEYS = List.of("cinder_encryption_key_id", "os_encrypt_key_id");

    @Id
    public UUID id;

    public @Nullable String name;

    @Convert(converter = ImageStatusColumn.class)
    public ImageStatus status;

    @Convert(converter = VisibilityColumn.class)
    public Visibility visibility;

    public @Nullable String owner;

    @Column(name = "protected")
    public boolean isProtected;

    @Column(name = "os_hidden")
    public boolean osHidden;

    @JdbcTypeCode(SqlTypes.ARRAY)
    public List<String> tags;

    @Column(name = "disk_format")
    public @Nullable String diskFormat;

    @Column(name = "container_format")
    public @Nullable String containerFormat;

    @Column(name = "min_disk")
    public int minDisk;

    @Column(name = "min_ram")
    public int minRam;

    public @Nullable Long size;

    @Column(name = "virtual_size")
    public @Nullable Long virtualSize;

    public @Nullable String checksum;

    @Column(name = "os_hash_algo")
    public @Nullable String osHashAlgo;

    @Column(name = "os_hash_value")
    public @Nullable String osHashValue;

    /** What the bytes were found to be. Tools are told this, so that they need not guess (spec: security, S-26). Users see it nowhere. */
    @Column(name = "inspected_format")
    public @Nullable String inspectedFormat;

    @JdbcTypeCode(SqlTypes.JSON)
    public Map<String, String> properties;

    @Column(name = "import_task")
    public @Nullable UUID importTask;

    @Column(name = "importing_to_stores")
    @JdbcTypeCode(SqlTypes.ARRAY)
    public @Nullable List<String> importingToStores;

    @Column(name = "failed_import")
    @JdbcTypeCode(SqlTypes.ARRAY)
    public @Nullable List<String> failedImport;

    @Column(name = "key_set_by")
    public @Nullable String keySetBy;

    @Version
    public long version;

    public long generation;

    @Column(name = "created_at")
    public Instant createdAt;

    @Column(name = "updated_at")
    public Instant updatedAt;

    @Column(name = "deleted_at")
    public @Nullable Instant deletedAt;

    @Column(name = "deleted_by")
    public @Nullable String deletedBy;

    /** When a delete that can still be taken back becomes final. */
    @Column(name = "delete_due")
    public @Nullable Instant deleteDue;

    /** Whether the image was deactivated when it was deleted. */
    @Column(name = "deleted_deactivated")
    public boolean deletedDeactivated;

    /** Whether a delete that can still be taken back counts against the project's quotas. */
    @Column(name = "counts_until_purge")
    public boolean countsUntilPurge;

    /**
     * Remembers who wrote the id of an encryption key: only that user's own keys may go with the image (spec: keys, section 4). Of both families
     * of properties.
     *
     * @param before the properties until now
     */
    public void rememberWhoSetKey(Map<String, String> before, String userId) {
        if (ENCRYPTION_KEYS.stream().noneMatch(properties::containsKey)) {
            keySetBy = null;
        } else if (ENCRYPTION_KEYS.stream().anyMatch(key -> isWritten(key, before))) {
            keySetBy = userId;
        }
    }

    private boolean isWritten(String key, Map<String, String> before) {
        return properties.containsKey(key) && !properties.get(key).equals(before.get(key));
    }

    /**
     * What a rule decides about.
     *
     * @param imageMember whether the caller's project is a member
     */
    public Target target(boolean imageMember) {
        return new Target(
                owner,
                visibility,
                imageMember,
                (attribute, value) -> ImageAttributes.of(this).has(attribute, value));
    }

    /**
     * Moves to another status.
     *
     * @throws ProblemException 409 when the state machine has no such move
     */
    public void become(ImageStatus next, Instant now) {
        if (!status.canBecome(next)) {
            throw ProblemException.conflict(
                    "Image %s is %s and cannot become %s.".formatted(id, status.word(), next.word()));
        }
        status = next;
        updatedAt = now;
    }

    /** Draws the next right to write bytes: from now on every earlier one is stale. */
    public long nextGeneration() {
        return ++generation;
    }

    /** An image that goes back to {@code queued} forgets what its bytes were, so that they can be sent again. */
    public void forgetData() {
        size = null;
        virtualSize = null;
        checksum = null;
        osHashAlgo = null;
        osHashValue = null;
        inspectedFormat = null;
    }
}
