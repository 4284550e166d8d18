package io.vitrine.imageapi.image;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vitrine.imageapi.auth.Caller;
import jakarta.enterprise.context.ApplicationScoped;

/** Makes images for other features, by the rules of {@code POST /v2/images}. */
@ApplicationScoped
public class NewImages {
    private final NewImageReader reader;
    private final ImageCreation creation;

    NewImages(NewImageReader reader, ImageCreation creation) {
        this.reader = reader;
        this.creation = creation;
    }

    /**
     * @param image as the body of that call
     * @throws io.vitrine.imageapi.problem.ProblemException as that call
     */
    public ImageRow create(ObjectNode image, Caller caller) {
        return creation.create(reader.read(image), caller);
    }
}
