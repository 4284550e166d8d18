package io.vitrine.imageapi.store;

import io.quarkus.security.Authenticated;
import io.smallrye.common.annotation.RunOnVirtualThread;
import io.vitrine.imageapi.auth.Caller;
import io.vitrine.imageapi.auth.CurrentCaller;
import io.vitrine.imageapi.policy.Policy;
import io.vitrine.imageapi.policy.Rule;
import io.vitrine.imageapi.policy.Target;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;

/** Which stores there are (spec: images, section 17). */
@Path("/v2/info/stores")
@Authenticated
@RunOnVirtualThread
class StoresResource {
    private final Stores stores;
    private final Policy policy;
    private final CurrentCaller caller;

    StoresResource(Stores stores, Policy policy, CurrentCaller caller) {
        this.stores = stores;
        this.policy = policy;
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
        policy.require(Rule.STORES_INFO_DETAIL, asking, Target.none(asking));
        return new StoreView.Page(stores.all().stream().map(StoreView::detailed).toList());
    }
}
