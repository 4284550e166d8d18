package io.vitrine.imageapi.importing;

import io.vitrine.imageapi.image.ImageRow;
import io.vitrine.imageapi.image.ImportMethods;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import jakarta.transaction.Transactional.TxType;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Starts the import of bytes whose sender asked for it when they began to come: the last byte of a resumable upload is here. */
@ApplicationScoped
public class StagedImport {
    private final ImportStart begin;

    StagedImport(ImportStart begin) {
        this.begin = begin;
    }

    /**
     * In the caller's transaction, with the image locked and its bytes staged.
     *
     * @param owner project whose task it will be
     */
    @Transactional(TxType.MANDATORY)
    public void start(ImageRow image, String store, String owner, String userId, @Nullable String requestId) {
        var method = new TaskInput.Method(ImportMethods.GLANCE_DIRECT, null);
        var wish = new TaskInput.ImportReq(method, List.of(store), false, true);
        TaskInput input = new TaskInput(image.id, List.of(store), wish);
        begin.begin(
                image,
                new NewTask(
                        UUID.randomUUID(), NewTask.API_IMAGE_IMPORT, image.id, owner, userId, requestId, input, null));
    }
}
