/** Operators' commands that go over the public API, with a user's credentials. */
@NullMarked
package io.vitrine.imageapi.cli.remote;

import org.jspecify.annotations.NullMarked;
