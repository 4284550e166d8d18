/** Conversion of staged and inspected bytes by {@code qemu-img}, in a process that can do little else (spec: security, section 2). */
@NullMarked
package io.vitrine.importworker.convert;

import org.jspecify.annotations.NullMarked;
