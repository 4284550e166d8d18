/** The outside world: which addresses may be asked, and how a source is opened (spec: security, section 3). */
@NullMarked
package io.vitrine.importworker.fetch;

import org.jspecify.annotations.NullMarked;
