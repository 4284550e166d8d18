package io.vitrine.imageapi.cli.config;

import com.fasterxml.jackson.annotation.JsonIgnore;

/**
 * Something about a configuration that its author should know.
 *
 * @param wrong whether a service would not start with it; else it is said only so that nobody wonders
 * @param where a file, or what the process was told
 */
public record Finding(@JsonIgnore boolean wrong, String level, String where, String key, String message) {
    static Finding wrong(String where, String key, String message) {
        return new Finding(true, "error", where, key, message);
    }

    static Finding remark(String where, String key, String message) {
        return new Finding(false, "warning", where, key, message);
    }
}
