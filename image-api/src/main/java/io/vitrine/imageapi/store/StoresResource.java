package io.vitrine.imageapi.store;

import io.quarkus.security.Authenticated;
import io.smallrye.common.annotation.RunOnVirtualThread;
import io.vitrine.imageapi.auth.Caller;
import io.vitrine.imageapi.auth.CurrentCaller;
import io.vitrine.imageapi.policy.Rule;
import io.vitrine.imageapi.policy.Target;
import io.vitrine.imageapi.problem.ProblemException;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;

/** Which stores there are (spec: images, section 17). */
@Path("/v2/info/stores")
@Authenticated
@RunOnVirtualThread
class StoresResource {
    private final Stores stores;
    private final CurrentCaller caller;

    StoresResource(Stores stores, CurrentCaller caller) {
        this.stores = stores;
        this.caller = caller;
    }

    @GET
    public StoreView.Page list() {
        return new StoreView.Page(stores.all().stream().map(StoreView::plain).toList());
    }

    @GET
    @Path("detail")
    public StoreView.Page detail() {
        Caller asking = caller.get();
        if (!Rule.STORES_INFO_DETAIL.allows(asking, Target.none(asking))) {
            throw ProblemException.forbidden("You are not authorized to complete stores_info_detail action.");
        }
        return new StoreView.Page(stores.all().stream().map(StoreView::detailed).toList());
    }
}
