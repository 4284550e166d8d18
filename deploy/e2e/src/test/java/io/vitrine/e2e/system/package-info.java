/** The system under test and what holds in it whatever happened. */
package io.vitrine.e2e.system;
