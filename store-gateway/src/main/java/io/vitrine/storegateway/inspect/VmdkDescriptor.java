package io.vitrine.storegateway.inspect;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The text in a VMDK that says what it is made of. Everything that any reader might take for a setting is looked at, wherever it stands. */
final class VmdkDescriptor {
    private static final Pattern CREATE_TYPE = Pattern.compile("(?i)createType\\s*=\\s*\"?([^\"\\s]{0,64})");
    private static final Pattern PARENT_CID = Pattern.compile("(?i)parentCID\\s*=\\s*\"?([^\"\\s]{0,64})");
    private static final Pattern PARENT_FILE = Pattern.compile("(?i)parentFileNameHint");
    // A line that begins with how an extent may be used; some readers let its other words stand on lines of their own.
    private static final Pattern EXTENT = Pattern.compile("(?im)^[\\s&&[^\\r\\n]]*(?=(RW|RDONLY|NOACCESS)\\s)");
    private static final Pattern OWN_EXTENT =
            Pattern.compile("(?i)RW[ \\t]+\\d{1,19}[ \\t]+SPARSE[ \\t]+\"([^\"/\\\\:\\r\\n]{1,255})\"");
    private static final String NOT_ONE_EXTENT =
            "its descriptor does not name the one extent inside the file and nothing else";
    private static final String NO_PARENT = "ffffffff";

    private VmdkDescriptor() {}

    /** Whether programs that guess would take the beginning of a file for one: comments and empty lines, then a version. */
    static boolean isOne(String text) {
        for (String line : (Iterable<String>) text.lines()::iterator) {
            String setting = line.strip();
            if (setting.startsWith("# Disk Descriptor")
                    || setting.replace(" ", "").startsWith("version=")) {
                return true;
            }
            if (!setting.isEmpty() && !setting.startsWith("#")) {
                return false;
            }
        }
        return false;
    }

    /** As some readers go on where others stop, at a zero byte. */
    static String text(ByteBuffer bytes) {
        return StandardCharsets.ISO_8859_1.decode(bytes).toString().replace('\0', '\n');
    }

    /** What is wrong with it. */
    static Optional<String> fault(String text, Set<String> allowedTypes) {
        if (PARENT_FILE.matcher(text).find()) {
            return Optional.of("it names a parent file");
        }
        if (!values(PARENT_CID, text).stream().allMatch(NO_PARENT::equalsIgnoreCase)) {
            return Optional.of("it has a parent");
        }
        List<String> types = values(CREATE_TYPE, text);
        if (types.size() != 1) {
            return Optional.of("its descriptor does not say once what its createType is");
        }
        if (!allowedTypes.contains(types.getFirst())) {
            return Optional.of("its createType is %s, which images.formats.vmdk-types does not allow"
                    .formatted(printable(types.getFirst())));
        }
        return extentFault(text);
    }

    private static Optional<String> extentFault(String text) {
        Matcher extent = EXTENT.matcher(text);
        if (!extent.find()) {
            return Optional.of(NOT_ONE_EXTENT);
        }
        Matcher own = OWN_EXTENT.matcher(text).region(extent.end(), text.length());
        boolean plain = own.lookingAt() && !own.group(1).contains("..");
        if (extent.find()) {
            return Optional.of(NOT_ONE_EXTENT);
        }
        return plain ? Optional.empty() : Optional.of("its extent names another file");
    }

    private static List<String> values(Pattern setting, String text) {
        return setting.matcher(text).results().map(found -> found.group(1)).toList();
    }

    private static String printable(String word) {
        return word.replaceAll("[^A-Za-z0-9_-]", "?");
    }
}
