package io.vitrine.imageapi.cli;

import io.vitrine.imageapi.key.KeyDesk;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** All keys that are asked for, a page at a time. */
final class KeyPages {
    private static final int PAGE = 200;

    private KeyPages() {}

    static void each(KeyDesk desk, KeyDesk.Query query, Consumer<KeyDesk.Entry> work) {
        KeyDesk.@Nullable Entry last = null;
        List<KeyDesk.Entry> page;
        do {
            page = desk.list(query, last, PAGE);
            page.forEach(work);
            last = page.isEmpty() ? last : page.getLast();
        } while (page.size() == PAGE);
    }
}
