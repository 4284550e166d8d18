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
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/** The sums over all test reports of one run. */
record TestCounts(int passed, int failed, int skipped) {
    private static final Set<String> FOLDERS = Set.of("surefire-reports", "failsafe-reports");

    /** Of the reports written since a moment; older ones belong to other runs. */
    static TestCounts since(Path root, Instant begin) throws IOException {
        var sum = new TestCounts(0, 0, 0);
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
        return new TestCounts(passed + other.passed, failed + other.failed, skipped + other.skipped);
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
            return new TestCounts(count(xml, "tests") - failed - skipped, failed, skipped);
        } catch (XMLStreamException e) {
            throw new IOException(report + " is no test report: " + e.getMessage(), e);
        }
    }

    private static int count(XMLStreamReader xml, String attribute) {
        String value = xml.getAttributeValue(null, attribute);
        return value == null ? 0 : Integer.parseInt(value);
    }
}
