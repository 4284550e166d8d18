/** Locations that somebody gives: which store they are in, how many bytes are there and what they add up to. */
@NullMarked
package io.vitrine.storegateway.location;

import org.jspecify.annotations.NullMarked;
