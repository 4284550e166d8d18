package io.vitrine.imageapi.member;

import java.util.Locale;
import java.util.Optional;

/** What a project says to an image that it was offered. It decides about lists only: any member may show and download by id. */
enum MemberStatus {
    PENDING,
    ACCEPTED,
    REJECTED;

    String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    static Optional<MemberStatus> of(String word) {
        for (MemberStatus status : values()) {
            if (status.word().equals(word)) {
                return Optional.of(status);
            }
        }
        return Optional.empty();
    }
}
