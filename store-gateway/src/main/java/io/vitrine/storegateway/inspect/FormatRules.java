package io.vitrine.storegateway.inspect;

import java.util.List;
import java.util.Set;

/** What an installation asks of bytes ({@link FormatsConfig}). */
record FormatRules(
        boolean requireMatch,
        boolean rawStrict,
        Set<String> vmdkTypes,
        Set<PartitionCheck> nonfatal,
        boolean encryptedQcow2) {
    /** Values of {@code disk_format} whose content can be told; of others nothing is asked but to be no other format. */
    static final Set<String> INSPECTED =
            Set.of("raw", "qcow2", "vhd", "vhdx", "vmdk", "vdi", "qed", "iso", "gpt", "luks");

    static FormatRules of(FormatsConfig config) {
        return new FormatRules(
                config.requireMatch(),
                config.rawStrict(),
                Set.copyOf(config.vmdkTypes().orElse(List.of())),
                config.gptNonfatal().orElse(Set.of()),
                config.disk().orElse(Set.of()).contains("luks"));
    }
}
