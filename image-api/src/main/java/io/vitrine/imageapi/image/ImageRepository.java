package io.vitrine.imageapi.image;

import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.LockModeType;
import java.util.Optional;
import java.util.UUID;

/** Rows of {@code images}, one at a time. Lists and shows are plain SQL elsewhere: they must be fast. */
@ApplicationScoped
public class ImageRepository implements PanacheRepositoryBase<ImageRow, UUID> {
    /**
     * The row, locked until the transaction ends, deleted or not. Every change of an image, its locations and its messages begins here:
     * that gives the messages their order.
     */
    public Optional<ImageRow> lock(UUID id) {
        return findByIdOptional(id, LockModeType.PESSIMISTIC_WRITE);
    }
}
