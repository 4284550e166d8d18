/** Names that two services must agree on: topics, message types, configuration keys. */
@NullMarked
package io.vitrine.contracts;

import org.jspecify.annotations.NullMarked;
