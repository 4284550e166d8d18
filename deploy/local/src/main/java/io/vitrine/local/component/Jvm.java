package io.vitrine.local.component;

import java.io.File;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** The first words of a command that runs Java with bounded memory, on the JDK that runs us. */
public final class Jvm {
    private Jvm() {}

    /** For long runs at full speed. What is in {@code flags} wins over what we choose. */
    public static List<String> command(int heapMegabytes, List<String> flags) {
        var command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                "-XX:+ExitOnOutOfMemoryError",
                "--enable-native-access=ALL-UNNAMED",
                "--sun-misc-unsafe-memory-access=allow",
                "-Xmx" + heapMegabytes + "m"));
        command.addAll(flags);
        return command;
    }

    /** For a server whose speed nobody measures: the second compiler would cost more CPU than it saves. */
    public static List<String> quickStart(int heapMegabytes, List<String> flags) {
        List<String> command = command(heapMegabytes, List.of("-XX:TieredStopAtLevel=1"));
        command.addAll(flags);
        return command;
    }

    /**
     * For a service that waits most of its life and whose memory is what it costs: the heap shrinks again after work, and what the C library
     * holds back is returned. What is in {@code flags} wins over what we choose.
     */
    public static List<String> frugal(int heapMegabytes, List<String> flags) {
        List<String> command = quickStart(
                heapMegabytes,
                List.of(
                        "-Xms8m",
                        "-Xss512k",
                        "-XX:MinHeapFreeRatio=10",
                        "-XX:MaxHeapFreeRatio=20",
                        "-XX:ReservedCodeCacheSize=24m",
                        "-XX:TrimNativeHeapInterval=5000",
                        "-XX:+UseCompactObjectHeaders"));
        command.addAll(flags);
        return command;
    }

    /** Jars as one class path. */
    public static String classPath(List<Path> jars) {
        return jars.stream().map(Path::toString).collect(Collectors.joining(File.pathSeparator));
    }
}
