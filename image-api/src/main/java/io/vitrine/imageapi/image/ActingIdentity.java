package io.vitrine.imageapi.image;

import io.vitrine.contracts.CloudEventHeaders;
import io.vitrine.imageapi.auth.Caller;
import io.vitrine.imageapi.problem.RequestId;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.HashMap;
import java.util.Map;

/** Who did something, and with which request: attributes of the event that tells it (spec: events, section 2). */
@ApplicationScoped
public class ActingIdentity {
    private final RequestId requestId;

    ActingIdentity(RequestId requestId) {
        this.requestId = requestId;
    }

    public Map<String, String> headers(Caller by) {
        Map<String, String> headers = new HashMap<>();
        headers.put(CloudEventHeaders.USER_ID, by.userId());
        if (by.projectId() != null) {
            headers.put(CloudEventHeaders.PROJECT_ID, by.projectId());
        }
        String request = requestId.current();
        if (request != null) {
            headers.put(CloudEventHeaders.REQUEST_ID, request);
        }
        return headers;
    }
}
