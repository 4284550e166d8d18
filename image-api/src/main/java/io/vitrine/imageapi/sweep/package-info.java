/** What repeats, takes back and forgets: one sweep at a time in the whole system. */
@NullMarked
package io.vitrine.imageapi.sweep;

import org.jspecify.annotations.NullMarked;
