package io.vitrine.importworker.unpack;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;

/** The one file in a zip archive. Its name is of no use to anybody here. */
final class ZipMember extends FilterInputStream {
    private final ZipInputStream archive;
    private final InputStream packed;
    private boolean ended;

    private ZipMember(ZipInputStream archive, InputStream packed) {
        super(archive);
        this.archive = archive;
        this.packed = packed;
    }

    static ZipMember open(InputStream packed) throws IOException {
        var archive = new ZipInputStream(packed);
        ZipEntry entry = archive.getNextEntry();
        if (entry == null || entry.isDirectory()) {
            throw new IOException("the archive does not begin with a file");
        }
        return new ZipMember(archive, packed);
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] into, int from, int length) throws IOException {
        int read = ended ? -1 : archive.read(into, from, length);
        if (read < 0 && !ended) {
            ended = true;
            if (archive.getNextEntry() != null) {
                throw new SeveralMembers();
            }
            // The list of what was in the archive.
            packed.transferTo(OutputStream.nullOutputStream());
        }
        return read;
    }
}
