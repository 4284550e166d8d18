package io.vitrine.storegateway.blob;

/**
 * Bytes {@code first} to {@code last} of a blob, both included, never empty.
 *
 * @param size of the whole blob
 */
public record ByteRange(long first, long last, long size) {
    public ByteRange {
        if (first < 0 || last < first || last >= size) {
            throw new IllegalArgumentException("not a range of the blob: " + first + "-" + last + "/" + size);
        }
    }

    public long length() {
        return last - first + 1;
    }

    /** Value of the response header. */
    public String contentRange() {
        return "bytes " + first + "-" + last + "/" + size;
    }
}
