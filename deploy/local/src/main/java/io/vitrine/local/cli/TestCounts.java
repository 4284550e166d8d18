package io.vitrine.local.cli;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/**
 * The sums over all test reports of one run.
 *
 * @param failures one line for each failed test: its class, its name and the beginning of what it said
 */
record TestCounts(int passed, int failed, int skipped, List<String> failures) {
    private static final int LONGEST_CAUSE = 400;
    private static final Set<String> FOLDERS = Set.of("surefire-reports", "failsafe-reports");

    /** Of the reports written since a moment; older ones belong to other runs. */
    static TestCounts since(Path root, Instant begin) throws IOException {
        var sum = new TestCounts(0, 0, 0, List.of());
        for (Path report : reports(root, begin)) {
            sum = sum.plus(of(report));
        }
        return sum;
    }

    /** The last line of a test run. */
    String line() {
        return passed + " passed, " + failed + " failed, " + skipped + " skipped";
    }

    private TestCounts plus(TestCounts other) {
        return new TestCounts(
                passed + other.passed,
                failed + other.failed,
                skipped + other.skipped,
                Stream.concat(failures.stream(), other.failures.stream()).toList());
    }

    private static List<Path> reports(Path root, Instant begin) throws IOException {
        var reports = new ArrayList<Path>();
        Files.walkFileTree(root, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
                // Hidden folders hold no modules, and data of systems that come and go while we look.
                boolean hidden = folder.getFileName().toString().startsWith(".") && !folder.equals(root);
                return hidden ? FileVisitResult.SKIP_SUBTREE : FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                String name = file.getFileName().toString();
                if (FOLDERS.contains(file.getName(file.getNameCount() - 2).toString())
                        && name.startsWith("TEST-")
                        && name.endsWith(".xml")
                        && !attributes.lastModifiedTime().toInstant().isBefore(begin)) {
                    reports.add(file);
                }
                return FileVisitResult.CONTINUE;
            }
        });
        return reports;
    }

    static TestCounts of(Path report) throws IOException {
        try (InputStream in = Files.newInputStream(report)) {
            XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
            factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
            XMLStreamReader xml = factory.createXMLStreamReader(in);
            xml.nextTag();
            int failed = count(xml, "failures") + count(xml, "errors");
            int skipped = count(xml, "skipped");
            int passed = count(xml, "tests") - failed - skipped;
            return new TestCounts(passed, failed, skipped, failures(xml));
        } catch (XMLStreamException e) {
            throw new IOException(report + " is no test report: " + e.getMessage(), e);
        }
    }

    private static List<String> failures(XMLStreamReader xml) throws XMLStreamException {
        var failures = new ArrayList<String>();
        String test = "";
        while (xml.hasNext()) {
            if (xml.next() != XMLStreamConstants.START_ELEMENT) {
                continue;
            }
            switch (xml.getLocalName()) {
                case "testcase" ->
                    test = xml.getAttributeValue(null, "classname") + "." + xml.getAttributeValue(null, "name");
                case "failure", "error" -> failures.add(test + ": " + cause(xml));
                default -> {}
            }
        }
        return failures;
    }

    /** Assertions tell the expected and the actual value on lines of their own: the first few, as one. */
    private static String cause(XMLStreamReader xml) {
        String message = xml.getAttributeValue(null, "message");
        if (message == null || message.isBlank()) {
            return String.valueOf(xml.getAttributeValue(null, "type"));
        }
        String line = message.strip().replaceAll("\\s+", " ");
        return line.length() <= LONGEST_CAUSE ? line : line.substring(0, LONGEST_CAUSE) + " …";
    }

    private static int count(XMLStreamReader xml, String attribute) {
        String value = xml.getAttributeValue(null, attribute);
        return value == null ? 0 : Integer.parseInt(value);
    }
}
