package io.vitrine.storegateway.inspect;

import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * What one format makes of bytes that pass: whether they are of it, what is wrong with them, how large a disk they describe. It asks for the
 * pieces it wants to see, each at most {@link Captures#LONGEST} long and further on than the last. Never throws, whatever comes.
 */
abstract class Inspector {
    /** A table of anything is not longer. */
    static final long LONGEST_TABLE = 32L << 20;

    private final String format;
    private final Captures captures;
    private final long mostVirtualBytes;
    private boolean matched;
    private int awaited;
    private @Nullable String unsafe;
    private @Nullable Long virtualSize;

    Inspector(String format, Captures captures, long mostVirtualBytes) {
        this.format = format;
        this.captures = captures;
        this.mostVirtualBytes = mostVirtualBytes;
    }

    final String format() {
        return format;
    }

    /** Whether the bytes are of this format, safe or not. */
    final boolean matches() {
        return matched;
    }

    /** What is wrong with them, in words that follow "it is refused because". */
    final Optional<String> unsafe() {
        return Optional.ofNullable(unsafe);
    }

    final OptionalLong virtualSize() {
        return virtualSize == null ? OptionalLong.empty() : OptionalLong.of(virtualSize);
    }

    /** No more bytes come. */
    void finish(Ending ending) {
        if (matched && unsafe == null) {
            if (awaited > 0) {
                unsafe("it ends in the middle of its own headers");
            } else {
                conclude(ending);
            }
        }
    }

    /** Everything that was wanted has been seen and is in order; what remains is to compare it with the end. */
    abstract void conclude(Ending ending);

    final void matched() {
        matched = true;
    }

    final void unsafe(String why) {
        if (unsafe == null) {
            unsafe = why;
        }
    }

    final void unsafeIf(boolean wrong, String why) {
        if (wrong) {
            unsafe(why);
        }
    }

    /** @param bytes unsigned */
    final void virtualSize(long bytes) {
        if (Long.compareUnsigned(bytes, mostVirtualBytes) > 0) {
            unsafe("its virtual size is %s bytes, and images.limits.image-size allows %d"
                    .formatted(Long.toUnsignedString(bytes), mostVirtualBytes));
        } else {
            virtualSize = bytes;
        }
    }

    /** @param sectors unsigned */
    final void virtualSectors(long sectors) {
        boolean fits = Long.compareUnsigned(sectors, Long.MAX_VALUE / Ending.SECTOR) <= 0;
        virtualSize(fits ? sectors * Ending.SECTOR : -1);
    }

    final void want(long offset, long length, Consumer<ByteBuffer> then) {
        if (unsafe != null) {
            return;
        }
        if (offset < captures.position() || offset > Long.MAX_VALUE - Captures.LONGEST) {
            unsafe("its parts are not where they may be");
        } else if (length > Captures.LONGEST || length <= 0) {
            unsafe("one of its parts is longer than 1 MiB, or empty");
        } else {
            awaited++;
            captures.want(offset, (int) length, bytes -> {
                awaited--;
                if (unsafe == null) {
                    then.accept(bytes);
                }
            });
        }
    }

    /** Whether so many bytes at that offset, both unsigned, are among so many. */
    static boolean within(long offset, long length, long total) {
        return offset >= 0 && length >= 0 && offset <= total && length <= total - offset;
    }
}
