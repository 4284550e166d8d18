package io.vitrine.imageapi.image;

import io.vitrine.imageapi.policy.Target;
import io.vitrine.imageapi.sql.Sql;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;
import java.util.UUID;

/**
 * Attributes of images for rules that ask for them. The default rules never do, so statements that find an image for a rule select its owner and
 * visibility only; the rest is read when it is asked for.
 */
@ApplicationScoped
public class ImageTargets {
    private static final String ONE = "select " + ImageView.COLUMNS + " from images i where i.id = ?";

    private final Sql sql;

    ImageTargets(Sql sql) {
        this.sql = sql;
    }

    /** Read at the first question, at most once. For one decision only. */
    public Target.Attributes attributes(UUID image) {
        return new Target.Attributes() {
            private Optional<ImageAttributes> found = Optional.empty();

            @Override
            public boolean has(String name, String value) {
                if (found.isEmpty()) {
                    found = sql.first(ONE, ImageView::read, image).map(ImageAttributes::of);
                }
                return found.map(attributes -> attributes.has(name, value)).orElse(false);
            }
        };
    }
}
