package io.vitrine.storegateway.inspect;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** A format that is known by the bytes it begins with, and of which nothing else is looked at. */
final class NamedByMagic extends Inspector {
    private NamedByMagic(String format, Captures captures, boolean refused, List<String> magics) {
        super(format, captures, 0);
        for (String magic : magics) {
            ByteBuffer expected = ByteBuffer.wrap(magic.getBytes(StandardCharsets.ISO_8859_1));
            want(0, expected.remaining(), bytes -> {
                if (bytes.equals(expected)) {
                    matched();
                    unsafeIf(refused, "it is of a format that is never taken");
                }
            });
        }
    }

    static Inspector qed(Captures captures) {
        return new NamedByMagic("qed", captures, true, List.of("QED\0"));
    }

    static Inspector ploop(Captures captures) {
        return new NamedByMagic("ploop", captures, false, List.of("WithoutFreeSpace", "WithouFreSpacExt"));
    }

    @Override
    void conclude(Ending ending) {}
}
