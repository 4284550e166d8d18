/** Who may do what: one function, used by every call. */
@NullMarked
package io.vitrine.imageapi.policy;

import org.jspecify.annotations.NullMarked;
