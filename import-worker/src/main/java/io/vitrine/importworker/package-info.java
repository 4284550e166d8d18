/** The slow work of an import: fetches from the outside world and hands the bytes to store-gateway. */
@NullMarked
package io.vitrine.importworker;

import org.jspecify.annotations.NullMarked;
