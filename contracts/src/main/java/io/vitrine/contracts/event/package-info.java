/** Public events: what happened, for everybody who listens. */
@NullMarked
package io.vitrine.contracts.event;

import org.jspecify.annotations.NullMarked;
