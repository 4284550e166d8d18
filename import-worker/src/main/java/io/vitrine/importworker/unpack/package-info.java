/** Compressed sources, unpacked while they come (spec: imports, section 5; security, section 2). */
@NullMarked
package io.vitrine.importworker.unpack;

import org.jspecify.annotations.NullMarked;
