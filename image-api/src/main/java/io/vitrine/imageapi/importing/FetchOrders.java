package io.vitrine.imageapi.importing;

import io.vitrine.contracts.internal.FetchOrder;
import io.vitrine.contracts.internal.RemoteSource;
import io.vitrine.imageapi.auth.Caller;
import io.vitrine.imageapi.auth.CurrentCaller;
import io.vitrine.imageapi.image.ImageRow;
import io.vitrine.imageapi.image.ImportMethods;
import io.vitrine.imageapi.sql.Sql;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import jakarta.transaction.Transactional.TxType;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What happens to bytes and metadata of an import beside the copying: noted with the request, handed out with the claim. */
@ApplicationScoped
@Transactional(TxType.MANDATORY)
class FetchOrders {
    private static final String INJECT = "update tasks set inject = true where id = ?";
    private static final String INJECTS = "select 1 from tasks where id = ? and inject";

    private final Sql sql;
    private final Plugins plugins;
    private final TaskTokens tokens;
    private final Described described;
    private final Descriptions descriptions;
    private final CurrentCaller current;

    FetchOrders(
            Sql sql,
            Plugins plugins,
            TaskTokens tokens,
            Described described,
            Descriptions descriptions,
            CurrentCaller current) {
        this.sql = sql;
        this.plugins = plugins;
        this.tokens = tokens;
        this.described = described;
        this.descriptions = descriptions;
        this.current = current;
    }

    /** The task was just added. */
    void note(UUID task, String method, Caller caller) {
        if (plugins.injectFor(caller)) {
            sql.update(INJECT, task);
        }
        if (method.equals(ImportMethods.GLANCE_DOWNLOAD)) {
            tokens.keep(task, current.token());
        }
    }

    /** The task was just claimed. What an earlier run wrote into the image is of that run: only bytes that are here already hold it. */
    FetchOrder start(ImageRow image, Task task) {
        if (image.osHashValue == null) {
            described.takeBack(image, task.id());
        }
        if (sql.exists(INJECTS, task.id())) {
            descriptions.inject(image, task.id(), plugins.injected());
        }
        TaskInput.Method method = task.input().importReq().method();
        return new FetchOrder(
                method.checksum(),
                plugins.enabled(),
                image.diskFormat,
                image.containerFormat,
                plugins.conversionFormat().orElse(null),
                remote(task, method));
    }

    private @Nullable RemoteSource remote(Task task, TaskInput.Method method) {
        String region = method.glanceRegion();
        UUID image = method.glanceImageId();
        return region == null || image == null
                ? null
                : new RemoteSource(region, image, tokens.take(task.id()).orElse(null));
    }
}
