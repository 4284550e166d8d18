/** Settings that concern the whole process: workers, and keys nobody knows. */
@NullMarked
package io.vitrine.storegateway.config;

import org.jspecify.annotations.NullMarked;
