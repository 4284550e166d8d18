/** Calls to the gateways that live: for what needs the bytes, or what each gateway keeps for itself. */
@NullMarked
package io.vitrine.imageapi.gateway;

import org.jspecify.annotations.NullMarked;
