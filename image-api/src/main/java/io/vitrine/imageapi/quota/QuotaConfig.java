package io.vitrine.imageapi.quota;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithConverter;
import io.smallrye.config.WithDefault;
import io.smallrye.config.WithName;

/** How much a project may have (spec: operations, section 1.2). */
@ConfigMapping(prefix = "images")
interface QuotaConfig {
    /** Where the limits of projects come from. */
    enum Mode {
        /** One limit for all: {@code images.limits.project-storage}. */
        STATIC,
        /** Four limits for each project, of which one that was never set forbids; {@code images.limits.project-storage} is ignored. */
        PROJECT
    }

    /** {@code static} or {@code project}. */
    @WithName("quota.mode")
    @WithDefault("static")
    Mode mode();

    /** Bytes that a project may have in stores, each copy counted; 0 means no limit. Units: B KB MB GB TB. */
    @WithName("limits.project-storage")
    @WithDefault("0")
    @WithConverter(StorageSize.Reader.class)
    StorageSize projectStorage();

    @WithName("quota.default")
    Defaults defaults();

    /** Limits of projects that have none of their own, in mode {@code project}. 0 forbids, a negative number means no limit. */
    interface Defaults {
        /** MiB in stores, each copy counted. */
        @WithDefault("0")
        long imageSizeTotal();

        /** MiB of images that are staged or imported. */
        @WithDefault("0")
        long imageStageTotal();

        /** Images. */
        @WithDefault("0")
        long imageCountTotal();

        /** Images whose bytes are on their way. */
        @WithDefault("0")
        long imageCountUploading();

        default long of(QuotaLimit limit) {
            return switch (limit) {
                case IMAGE_SIZE_TOTAL -> imageSizeTotal();
                case IMAGE_STAGE_TOTAL -> imageStageTotal();
                case IMAGE_COUNT_TOTAL -> imageCountTotal();
                case IMAGE_COUNT_UPLOADING -> imageCountUploading();
            };
        }
    }
}
