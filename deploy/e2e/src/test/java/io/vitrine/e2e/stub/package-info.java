/** Strangers that the system meets, with manners that a test can choose. */
package io.vitrine.e2e.stub;
