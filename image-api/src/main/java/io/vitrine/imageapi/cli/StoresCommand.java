package io.vitrine.imageapi.cli;

import io.quarkus.arc.Arc;
import io.vitrine.imageapi.store.StoreUsage;
import io.vitrine.imageapi.store.StoreUsage.Usage;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Where bytes are. */
@Command(
        name = "stores",
        description = "Look at the stores.",
        mixinStandardHelpOptions = true,
        subcommands = StoresCommand.UsageOfStores.class)
final class StoresCommand {
    /** Prints what stores hold. */
    @Command(
            name = "usage",
            description = "What each store holds, as the database knows it, and how much room it says it has.",
            mixinStandardHelpOptions = true,
            footer = {
                "",
                "COPIES and BYTES are whole copies of images. ARRIVING ones are being written, LEAVING",
                "ones being removed; BAD ones are kept and never read: see verify and scrub. What a",
                "store holds beside that is nobody's: see gc."
            })
    static final class UsageOfStores implements Runnable, NeedsService {
        @Spec
        @SuppressWarnings("NullAway.Init")
        private CommandSpec spec;

        @Mixin
        @SuppressWarnings("NullAway.Init")
        private Output output;

        @Override
        public void run() {
            List<Usage> stores =
                    Arc.container().instance(StoreUsage.class).get().all();
            if (output.isJson()) {
                output.say("", Map.of("stores", stores));
                return;
            }
            Table table = new Table("STORE", "TYPE", "STATE", "COPIES", "BYTES", "FREE", "ARRIVING", "LEAVING", "BAD");
            stores.forEach(store -> table.row(
                    store.isDefault() ? store.id() + " (default)" : store.id(),
                    store.type() == null ? "-" : store.type(),
                    state(store),
                    Long.toString(store.copies()),
                    bytes(store.bytes()),
                    bytes(store.free()),
                    Long.toString(store.arriving()),
                    Long.toString(store.leaving()),
                    Long.toString(store.bad())));
            table.print(spec.commandLine().getOut());
            spec.commandLine().getOut().flush();
        }

        private static String state(Usage store) {
            if (!store.configured()) {
                return "not configured";
            }
            return store.usable() ? "usable" : "not reachable";
        }

        private static String bytes(@Nullable Long number) {
            return number == null ? "-" : Sizes.text(number);
        }
    }
}
