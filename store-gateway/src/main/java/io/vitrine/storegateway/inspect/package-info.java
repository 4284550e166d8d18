/**
 * What an image's bytes are, told from the bytes as they pass: nothing is read twice, kept beyond a few headers, or opened by anything else
 * (spec: security, section 2).
 */
@NullMarked
package io.vitrine.storegateway.inspect;

import org.jspecify.annotations.NullMarked;
