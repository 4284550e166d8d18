package io.vitrine.imageapi.image;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.util.List;

/** Formats that an image may be said to have. The schema shows the same lists to clients. */
@ConfigMapping(prefix = "images.formats")
public interface Formats {
    /** What the bytes are once they are unpacked. */
    @WithDefault("ami,ari,aki,vhd,vhdx,vmdk,raw,qcow2,vdi,iso,ploop")
    List<String> disk();

    /** What the bytes are packed in; {@code bare} is not at all. */
    @WithDefault("ami,ari,aki,bare,ovf,ova,docker,compressed")
    List<String> container();
}
