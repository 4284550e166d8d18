package io.vitrine.local.component;

import io.vitrine.local.Part;
import io.vitrine.local.Port;
import io.vitrine.local.process.Launch;
import java.io.IOException;
import java.util.List;
import java.util.Set;

/** How one part of a system is made ready, started and recognised as up. All calls may be repeated. */
public interface LocalProcess {
    /** Which part this is. */
    Part part();

    /** The ports it will listen on. */
    List<Port> ports();

    /** The parts that have to be ready before this one starts. */
    Set<Part> after();

    /** Unpacks, writes settings, makes data folders: all that is done before the start. */
    void prepare() throws IOException;

    /** How to start it, once prepared. */
    Launch launch();

    /** Whether it answers now. */
    boolean ready();

    /** What remains to be done once it answers: databases, topics. */
    default void settle() throws IOException {}
}
