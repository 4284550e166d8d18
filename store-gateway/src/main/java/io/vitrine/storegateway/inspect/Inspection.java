package io.vitrine.storegateway.inspect;

import io.vitrine.storegateway.inspect.Verdict.Accepted;
import io.vitrine.storegateway.inspect.Verdict.Reason;
import io.vitrine.storegateway.inspect.Verdict.Refused;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Looks at the bytes of one image as they pass, from the first to the last, once. What it keeps of them is bounded, and after the first MiB it
 * keeps next to nothing. Not for use by two threads at a time; it never throws, whatever comes.
 */
public final class Inspection {
    private static final Set<String> KNOWN_BY_FIRST_BYTES =
            Set.of("qcow2", "vmdk", "vhdx", "vdi", "luks", "iso", "gpt");
    private static final String RAW = "raw";
    private static final String GPT = "gpt";

    private final String declared;
    private final FormatRules rules;
    private final Captures captures = new Captures();
    private final Tail tail = new Tail();
    private final Vhd vhd;
    private final Iso iso;
    private final List<Inspector> inspectors;

    /** @param declared the image's {@code disk_format} */
    Inspection(String declared, FormatRules rules, long mostVirtualBytes) {
        this.declared = declared;
        this.rules = rules;
        this.vhd = new Vhd(captures, mostVirtualBytes);
        this.iso = new Iso(captures, mostVirtualBytes);
        this.inspectors = List.of(
                new Qcow2(captures, mostVirtualBytes, rules.encryptedQcow2()),
                new Vmdk(captures, mostVirtualBytes, rules.vmdkTypes()),
                vhd,
                new Vhdx(captures, mostVirtualBytes),
                new Vdi(captures, mostVirtualBytes),
                iso,
                new PartitionTable(captures, mostVirtualBytes, rules.nonfatal()),
                new Luks(captures, mostVirtualBytes),
                NamedByMagic.qed(captures),
                NamedByMagic.ploop(captures));
    }

    /** The next bytes; what they are read from stays as it is. */
    public void accept(ByteBuffer bytes) {
        tail.accept(bytes.duplicate());
        captures.accept(bytes.duplicate());
    }

    /** A refusal that no later byte can change: there is no need to take more. */
    public Optional<Refused> refusal() {
        List<Inspector> found = found();
        Optional<Refused> unsafe = found.stream()
                .filter(inspector -> inspector.format().equals(declared))
                .findFirst()
                .flatMap(Inspection::unsafe);
        boolean decided = captures.position() >= Iso.KNOWN_AFTER && KNOWN_BY_FIRST_BYTES.contains(declared);
        if (unsafe.isPresent() || !decided || !rules.requireMatch()) {
            return unsafe;
        }
        boolean matches =
                found.stream().anyMatch(inspector -> inspector.format().equals(declared));
        return matches
                ? Optional.empty()
                : Optional.of(mismatch(found.size() == 1 ? found.getFirst().format() : RAW));
    }

    /** No more bytes come. Asked once. */
    public Verdict finish() {
        Ending ending = new Ending(captures.position(), tail.bytes());
        inspectors.forEach(inspector -> inspector.finish(ending));
        List<Inspector> found = found();
        if (found.size() > 1) {
            return several(found);
        }
        return found.isEmpty() ? plain() : judge(found.getFirst());
    }

    /** What matches, without what is part of another match: a hybrid disc is a disc, and a fixed VHD has a disk's partitions. */
    private List<Inspector> found() {
        List<Inspector> found = new ArrayList<>(inspectors);
        found.removeIf(inspector -> !inspector.matches());
        if (found.size() == 2 && (found.contains(iso) || vhd.isFixed())) {
            found.removeIf(inspector -> inspector.format().equals(GPT));
        }
        return found;
    }

    private Verdict several(List<Inspector> found) {
        String formats = found.stream().map(Inspector::format).collect(Collectors.joining(", "));
        if (rules.requireMatch()) {
            return new Refused(
                    Reason.SEVERAL_FORMATS,
                    "Image failed safety checks: it is of several formats at once (%s).".formatted(formats));
        }
        return found.stream()
                .flatMap(inspector -> unsafe(inspector).stream())
                .map(Verdict.class::cast)
                .findFirst()
                .orElse(new Accepted(formats, null));
    }

    private Verdict plain() {
        if (declared.equals(RAW)) {
            return new Accepted(RAW, captures.position());
        }
        return FormatRules.INSPECTED.contains(declared) && rules.requireMatch()
                ? mismatch(RAW)
                : new Accepted(RAW, null);
    }

    private Verdict judge(Inspector found) {
        String format = found.format();
        boolean isDeclared = format.equals(declared);
        if (declared.equals(RAW) && !format.equals("qed")) {
            return rules.rawStrict() && !format.equals(GPT)
                    ? mismatch(format)
                    : new Accepted(format, captures.position());
        }
        if (format.equals(GPT) && !isDeclared && !(FormatRules.INSPECTED.contains(declared) && rules.requireMatch())) {
            return new Accepted(GPT, null);
        }
        if (!isDeclared && rules.requireMatch()) {
            return format.equals("qed") ? unsafe(found).orElseThrow() : mismatch(format);
        }
        Optional<Refused> unsafe = unsafe(found);
        if (unsafe.isPresent()) {
            return unsafe.get();
        }
        boolean sized = isDeclared && found.virtualSize().isPresent();
        return new Accepted(format, sized ? (Long) found.virtualSize().getAsLong() : null);
    }

    private Refused mismatch(String found) {
        return new Refused(
                Reason.MISMATCH, "Image content does not match disk_format %s: it is %s.".formatted(declared, found));
    }

    private static Optional<Refused> unsafe(Inspector inspector) {
        return inspector
                .unsafe()
                .map(why -> new Refused(
                        Reason.UNSAFE, "Image failed safety checks: as %s, %s.".formatted(inspector.format(), why)));
    }
}
