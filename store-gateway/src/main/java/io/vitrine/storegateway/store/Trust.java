package io.vitrine.storegateway.store;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.util.Collection;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocketFactory;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;

/** Certificates of one's own to trust instead of the system's. Verification itself cannot be switched off (S-04). */
public record Trust(SSLSocketFactory sockets, X509TrustManager manager) {
    /** @throws InvalidStoreConfiguration when the file holds no certificates */
    public static Trust in(Path file, String key) {
        try (InputStream in = Files.newInputStream(file)) {
            Collection<? extends Certificate> certificates =
                    CertificateFactory.getInstance("X.509").generateCertificates(in);
            if (certificates.isEmpty()) {
                throw new InvalidStoreConfiguration("The file that '%s' names holds no certificate.".formatted(key));
            }
            return of(certificates);
        } catch (IOException | GeneralSecurityException e) {
            throw new InvalidStoreConfiguration(
                    "The file that '%s' names cannot be read as certificates: %s.".formatted(key, e.getMessage()));
        }
    }

    private static Trust of(Collection<? extends Certificate> certificates)
            throws GeneralSecurityException, IOException {
        KeyStore trusted = KeyStore.getInstance(KeyStore.getDefaultType());
        trusted.load(null, null);
        int number = 0;
        for (Certificate certificate : certificates) {
            trusted.setCertificateEntry("ca-" + number++, certificate);
        }
        TrustManagerFactory factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        factory.init(trusted);
        SSLContext tls = SSLContext.getInstance("TLS");
        TrustManager[] managers = factory.getTrustManagers();
        tls.init(null, managers, null);
        return new Trust(tls.getSocketFactory(), (X509TrustManager) managers[0]);
    }
}
