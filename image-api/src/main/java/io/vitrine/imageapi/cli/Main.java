package io.vitrine.imageapi.cli;

import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.annotations.QuarkusMain;

/** Without arguments the service; with arguments one of the operator's commands ({@link ImageAdmin}). */
@QuarkusMain
public final class Main {
    public static void main(String... args) {
        if (args.length == 0) {
            Quarkus.run();
        } else {
            System.exit(ImageAdmin.execute(args));
        }
    }
}
