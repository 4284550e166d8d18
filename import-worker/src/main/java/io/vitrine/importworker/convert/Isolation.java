package io.vitrine.importworker.convert;

import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** Ways to start a program that has no network, and that does not outlive us. */
enum Isolation {
    /** Sees nothing but programs, libraries, and the one directory it works in. */
    BUBBLEWRAP {
        @Override
        List<String> command(Path program, Path dir) {
            List<String> command = new ArrayList<>(List.of(
                    "bwrap", "--unshare-all", "--die-with-parent", "--new-session", "--ro-bind", "/usr", "/usr"));
            for (String path :
                    List.of("/bin", "/lib", "/lib64", "/etc/ld.so.cache", "/etc/alternatives", program.toString())) {
                command.addAll(List.of("--ro-bind-try", path, path));
            }
            String own = dir.toString();
            command.addAll(List.of("--proc", "/proc", "--dev", "/dev", "--bind", own, own, "--chdir", own, "--"));
            return command;
        }
    },
    /** As an ordinary user. */
    USER_NAMESPACE {
        @Override
        List<String> command(Path program, Path dir) {
            return with("unshare", "--user", "--map-current-user", "--net", "--ipc", "--");
        }
    },
    /** With the right to make namespaces, where those of users are switched off. */
    NETWORK_NAMESPACE {
        @Override
        List<String> command(Path program, Path dir) {
            return with("unshare", "--net", "--ipc", "--");
        }
    },
    /** None: somebody else sees to it. */
    NONE {
        @Override
        List<String> command(Path program, Path dir) {
            return with();
        }
    };

    private static final long PATIENCE_SECONDS = 10;

    /** What to put before the program and its arguments. */
    abstract List<String> command(Path program, Path dir);

    /** The best that works here; never {@link #NONE}. */
    static Optional<Isolation> best(Path dir) {
        for (Isolation way : List.of(BUBBLEWRAP, USER_NAMESPACE, NETWORK_NAMESPACE)) {
            if (works(way, dir)) {
                return Optional.of(way);
            }
        }
        return Optional.empty();
    }

    /** Whether a process can be ended with its parent, and be kept from gaining rights. */
    static boolean works(Isolation way, Path dir) {
        Path harmless = Path.of("/usr/bin/true");
        List<String> command = new ArrayList<>(way.command(harmless, dir));
        command.add(harmless.toString());
        try {
            Process process = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.to(new File("/dev/null")))
                    .start();
            boolean ended = process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS);
            process.destroyForcibly();
            return ended && process.exitValue() == 0;
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private static List<String> with(String... first) {
        List<String> command = new ArrayList<>(List.of(first));
        command.addAll(List.of("setpriv", "--pdeathsig", "KILL", "--no-new-privs", "--"));
        return command;
    }
}
