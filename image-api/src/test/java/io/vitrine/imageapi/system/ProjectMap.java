package io.vitrine.imageapi.system;

import java.util.HashMap;
import java.util.Map;

/** Tokens list projects; roles imply others in an order of the operator's own. */
public class ProjectMap extends RealComponents {
    @Override
    public Map<String, String> start() {
        Map<String, String> config = new HashMap<>(super.start());
        config.put("images.auth.mode", "map");
        config.put("images.auth.implied-roles", "admin>member>reader,auditor>reader");
        return config;
    }
}
