/** Who may write and read bytes: uploads, downloads, leases and the sweeper. Decides, never sees a byte. */
@NullMarked
package io.vitrine.imageapi.data;

import org.jspecify.annotations.NullMarked;
