package io.vitrine.local;

/** The account of a service at the identity provider. */
public record Account(String clientId, String secret) {
    /** Without the secret. */
    @Override
    public String toString() {
        return "Account[" + clientId + "]";
    }
}
