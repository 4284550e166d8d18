/** Other image services that images are taken from (spec: imports, section 2.3). */
@NullMarked
package io.vitrine.importworker.remote;

import org.jspecify.annotations.NullMarked;
