/** Whole-system tests: the real services on real components, seen from outside. */
package io.vitrine.e2e;
