package io.vitrine.e2e.client;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.util.Base64;
import java.util.function.Consumer;

/** Tokens as Keycloak makes them, with whatever a test changes, signed with a key of the test's own. */
public final class Mint {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final KeyPair key;
    private final String keyId;

    /** @param keyId what the header names as the key */
    public Mint(KeyPair key, String keyId) {
        this.key = key;
        this.keyId = keyId;
    }

    public static KeyPair newKey() {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
            generator.initialize(2048);
            return generator.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The claims of a real token, changed and signed. */
    public String sign(String real, Consumer<ObjectNode> change) {
        String signed = encoded("{\"alg\": \"RS256\", \"typ\": \"JWT\", \"kid\": \"" + keyId + "\"}") + "."
                + encoded(changed(real, change));
        try {
            Signature signature = Signature.getInstance("SHA256withRSA");
            signature.initSign(key.getPrivate());
            signature.update(signed.getBytes(StandardCharsets.US_ASCII));
            return signed + "." + Base64.getUrlEncoder().withoutPadding().encodeToString(signature.sign());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The claims of a real token with no signature at all. */
    public static String unsigned(String real) {
        return encoded("{\"alg\": \"none\", \"typ\": \"JWT\"}") + "." + encoded(changed(real, claims -> {})) + ".";
    }

    public static ObjectNode header(String token) {
        return decoded(token, 0);
    }

    private static String changed(String real, Consumer<ObjectNode> change) {
        ObjectNode claims = decoded(real, 1);
        change.accept(claims);
        return claims.toString();
    }

    private static ObjectNode decoded(String token, int part) {
        try {
            byte[] json = Base64.getUrlDecoder().decode(token.split("\\.", -1)[part]);
            return (ObjectNode) JSON.readTree(new String(json, StandardCharsets.UTF_8));
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("not a token", e);
        }
    }

    private static String encoded(String text) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }
}
