package io.vitrine.storegateway.inspect;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What the bytes of a {@code bare} image must keep to. */
@ConfigMapping(prefix = "images.formats")
public interface FormatsConfig {
    /** Refuses bytes that are not what {@code disk_format} says. Without it they are taken, and have no virtual size. */
    @WithDefault("true")
    boolean requireMatch();

    /** Refuses, as {@code raw}, what is known to be another format; a partition table is not one. */
    @WithDefault("false")
    boolean rawStrict();

    /** Kinds of VMDK that are taken; empty: none. */
    @WithDefault("streamOptimized,monolithicSparse")
    Optional<List<String>> vmdkTypes();

    /** Checks that a partition table may fail: {@code mbr}, {@code gpt}. */
    Optional<Set<PartitionCheck>> gptNonfatal();

    /** The formats that users may name, as image-api has them. Encryption inside a qcow2 is taken where {@code luks} is among them. */
    Optional<Set<String>> disk();
}
