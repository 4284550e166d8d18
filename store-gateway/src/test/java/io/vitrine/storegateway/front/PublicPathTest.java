package io.vitrine.storegateway.front;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PublicPathTest {
    private static final String ID = "4b3f8a5e-0000-4000-8000-00000000abcd";

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/internal",
                "/internal/v1/leases/renew",
                "//internal/v1/leases/renew",
                "/./internal/v1/leases/renew",
                "/v2/../internal/v1/leases/renew",
                "/v2/%2e%2e/internal/v1/leases/renew",
                "/v2/%2E./internal/v1/leases/renew",
                "/%69nternal/v1/leases/renew",
                "/%2finternal/v1/leases/renew",
                "/%2Finternal%2Fv1%2fleases%2frenew",
                "/v2/..%2finternal/v1/leases/renew",
                "/%252e%252e/%2569nternal/v1",
                "/INTERNAL/v1/leases/renew",
                "/Internal/v1/leases/renew",
                "/internal;x=y/v1/leases/renew",
                "/internal%3bx/v1/leases/renew",
                "/..\\internal/v1",
                "/%5cinternal/v1",
                "/q/health",
                "/Q/metrics",
                "/q"
            })
    void whatIsInternalDoesNotExistHoweverItIsSpelled(String path) {
        assertThat(PublicPath.of(path)).isEqualTo(new PublicPath.Hidden());
    }

    @ParameterizedTest
    @CsvSource({
        "/v2/images/%s/file",
        "/v2.0/images/%s/file",
        "/v2.17/images/%s/file",
        "/v2.18//images/./%s/file",
        "/v2/images/x/../%s/file",
        "/v2/%%69mages/%s/%%66ile"
    })
    void byteCallsAreRecognisedUnderEveryAlias(String path) {
        assertThat(PublicPath.of(path.formatted(ID))).isEqualTo(new PublicPath.Data(ID));
    }

    @ParameterizedTest
    @CsvSource({
        "/v2/images/%s/uploads/u-1, u-1",
        "/v2.17/images/./%s/uploads/u-1, u-1",
        "/v2/images/%s/uploads/a%%2fb, -"
    })
    void resumedUploadsAreRecognised(String path, String uploadId) {
        assertThat(PublicPath.of(path.formatted(ID))).isInstanceOfSatisfying(PublicPath.Part.class, part -> {
            assertThat(part.imageId()).isEqualTo(ID);
            assertThat(part.uploadId()).isEqualTo(uploadId);
        });
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"/v2/images/a%00b/file", "/v2/images/a%2fb/file", "/v2/images/a%20b/file", "/v2/images/a;b/file"
            })
    void anIdWithOddCharactersIsNobodys(String path) {
        assertThat(PublicPath.of(path)).isEqualTo(new PublicPath.Data("-"));
    }

    @ParameterizedTest
    @CsvSource({
        "/, /",
        "/versions, /versions",
        "/v2/images, /v2/images",
        "//v2//images, /v2/images",
        "/v2/images/, /v2/images/",
        "/v2/images/x/../y, /v2/images/y",
        "/v2/images/x/.., /v2/images/",
        "/v2/images/x/tags/a%2fb, /v2/images/x/tags/a%2fb",
        "/v2/images/x/tags/%41, /v2/images/x/tags/A",
        "/v2/images/x/tags/%00, /v2/images/x/tags/%00",
        "/v2/images/x/file/, /v2/images/x/file/",
        "/v2/images/x/y/file, /v2/images/x/y/file",
        "/v2/images//file, /v2/images/file",
        "/v2.19/images/x/file, /v2.19/images/x/file",
        "/v1/images/x/file, /v1/images/x/file",
        "/v2/images/x/staged, /v2/images/x/staged",
        "/v2/images/x/stage/, /v2/images/x/stage/",
        "/internals, /internals",
        "/quota, /quota",
        "/v2/internal, /v2/internal",
        "/../../v2/images, /v2/images"
    })
    void everythingElseIsImageApisInNormalForm(String path, String normal) {
        assertThat(PublicPath.of(path)).isEqualTo(new PublicPath.Metadata(normal));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"/v2/images/x/stage", "/v2.17/images/x/stage", "//v2/images/x/stage", "/v2/images/x/%73tage"})
    void bytesForAnImportAreTakenHere(String path) {
        assertThat(PublicPath.of(path)).isEqualTo(new PublicPath.Stage("x"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"*", "http://x/v2", "/v2/%", "/v2/%4", "/v2/%zz"})
    void whatIsNoPathIsRefused(String path) {
        assertThat(PublicPath.of(path)).isEqualTo(new PublicPath.Malformed());
    }
}
